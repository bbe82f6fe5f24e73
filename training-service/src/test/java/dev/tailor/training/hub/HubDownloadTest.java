package dev.tailor.training.hub;

import static dev.tailor.training.hub.Bench.MODEL;
import static dev.tailor.training.hub.Bench.WEIGHTS;
import static dev.tailor.training.hub.LocalHub.COMMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.training.hub.LocalHub.Request;
import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is fetched, how it lies on the disk, and what is refused before anything is fetched. */
class HubDownloadTest {

    @TempDir
    private Path home;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(home);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aModelLiesInTheLayoutThatTheHubsToolsShare() throws Exception {
        // When
        var snapshot = bench.obtain();
        // Then
        var repository = bench.repository();
        var directory = repository.resolve("snapshots").resolve(COMMIT);
        var weights = directory.resolve("model.safetensors");
        assertThat(snapshot).isEqualTo(new HubSnapshot(MODEL, COMMIT, directory));
        assertThat(repository.resolve("refs").resolve("main")).hasContent(COMMIT);
        assertThat(Files.readSymbolicLink(weights)).isEqualTo(Path.of("../../blobs", LocalHub.sha256(WEIGHTS)));
        assertThat(weights).hasBinaryContent(WEIGHTS);
        assertThat(Files.readSymbolicLink(weights.resolveSibling("tokenizer.json")))
                .isEqualTo(Path.of("../../blobs", LocalHub.blobId("{}".getBytes(StandardCharsets.UTF_8))));
        assertThat(names(repository.resolve("blobs"))).hasSize(3).noneMatch(name -> name.contains("."));
    }

    @Test
    void onlyWhatTrainingNeedsIsFetched() throws Exception {
        // Given
        bench.hub
                .with("pytorch_model.bin", WEIGHTS)
                .with("model.gguf", WEIGHTS)
                .with("consolidated.safetensors", WEIGHTS)
                .with("chat_template.jinja", "{{ messages }}");
        // When
        var snapshot = bench.obtain();
        // Then
        assertThat(names(snapshot.directory()))
                .containsExactlyInAnyOrder("chat_template.jinja", "config.json", "model.safetensors", "tokenizer.json");
    }

    @Test
    void shardsComeWithTheirIndexAndPyTorchFilesOnlyInTheirAbsence() {
        // Given
        var shards = List.of(
                "config.json",
                "model-00001-of-00002.safetensors",
                "model-00002-of-00002.safetensors",
                "model.safetensors.index.json",
                "pytorch_model.bin");
        // Then
        assertThat(WantedFiles.among(MODEL, shards)).hasSize(4).doesNotContain("pytorch_model.bin");
        assertThat(WantedFiles.among(MODEL, List.of("config.json", "pytorch_model.bin")))
                .contains("pytorch_model.bin");
    }

    @Test
    void theTokenGoesToTheHubAndNowhereElse() throws Exception {
        // When
        bench.obtain(bench.models(bench.config().withToken("hf_secret")));
        // Then
        assertThat(bench.hub.requests())
                .filteredOn(request -> request.server().equals("hub"))
                .extracting(Request::authorization)
                .containsOnly("Bearer hf_secret");
        assertThat(bench.hub.requests())
                .filteredOn(request -> request.server().equals("store"))
                .isNotEmpty()
                .extracting(Request::authorization)
                .containsOnly("null");
    }

    @Test
    void aTokenFileServesWhereNoTokenIsGiven() throws Exception {
        // Given
        Files.writeString(home.resolve("token"), "hf_stored\n");
        // When
        bench.obtain();
        // Then
        assertThat(bench.hub.requests().getFirst().authorization()).isEqualTo("Bearer hf_stored");
    }

    @Test
    void aLargeFileComesInParts() throws Exception {
        // When
        bench.obtain();
        // Then
        assertThat(bench.hub.requests("GET", "/store/model.safetensors"))
                .extracting(Request::range)
                .containsExactlyInAnyOrder("bytes=0-999", "bytes=1000-1999", "bytes=2000-2999", "bytes=3000-3499");
    }

    @Test
    void progressEndsWithAllBytes() throws Exception {
        // When
        bench.obtain();
        // Then
        var total = WEIGHTS.length + "{\"model_type\":\"llama\"}".length() + 2L;
        assertThat(bench.progress).isNotEmpty().allMatch(bytes -> bytes <= total);
        assertThat(bench.progress.stream().mapToLong(Long::longValue).max()).hasValue(total);
    }

    @Test
    void aModelThatCannotBeTrainedIsRefusedBeforeItsWeightsAreFetched() {
        // Given
        var models = bench.models(bench.config(), config -> Optional.of("its kind is unknown"));
        // Then
        assertRefused(models, Reason.MODEL_UNUSABLE, "its kind is unknown");
        assertThat(bench.hub.requests("GET", "/model.safetensors")).isEmpty();
        assertThat(models.list()).isEmpty();
    }

    @Test
    void aModelAboveTheLimitIsRefusedWithTheSettingToRaise() {
        // Given
        bench.hub.with("model.safetensors", Bench.bytes(100_001, 2));
        // Then
        assertRefused(bench.models(), Reason.MODEL_TOO_LARGE, "tailor.hub.limits.max-bytes");
        assertThat(bench.hub.requests("GET", "/config.json")).isEmpty();
    }

    @Test
    void aRepositoryWithoutWeightsIsRefused() throws Exception {
        // Given
        try (var other = new LocalHub().with("config.json", "{}").with("adapter_model.safetensors", "x")) {
            // Then
            assertRefused(bench.models(TestHubConfig.of(other.endpoint(), home)), Reason.MODEL_UNUSABLE, "no weights");
        }
    }

    @Test
    void modelsOfTheHubCanBeSwitchedOff() {
        assertRefused(bench.models(bench.config().off()), Reason.HUB_DISABLED, "tailor.hub.enabled");
        assertThat(bench.hub.requests()).isEmpty();
    }

    private void assertRefused(HubModels models, Reason reason, String words) {
        assertThatThrownBy(() -> bench.obtain(models))
                .isInstanceOfSatisfying(
                        HubRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
