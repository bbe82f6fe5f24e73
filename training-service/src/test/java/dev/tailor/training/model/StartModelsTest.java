package dev.tailor.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.storage.BlobStores;
import dev.tailor.training.problem.ModelNotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training starts from, as files; the worker's merge is scripted. */
class StartModelsTest {

    private static final String CONFIG = """
            {"model_type":"llama","hidden_size":128,"intermediate_size":384,"num_attention_heads":8,
             "num_hidden_layers":2,"vocab_size":2048,"max_position_embeddings":%d}""";

    @TempDir
    private Path folder;

    private final RememberedModels registry = new RememberedModels();

    @BeforeEach
    void aBaseAnAdapterAndAFullModelAreThere() throws IOException {
        write("models/tiny/config.json", CONFIG.formatted(512));
        write("models/tiny/model.safetensors", "base");
        store("adapter/adapter_model.safetensors", "first", "adapter");
        store("adapter/adapter_config.json", "first", "{}");
        store("adapter/optimizer.safetensors", "first", "moments");
        store("full/config.json", "whole", CONFIG.formatted(256));
        store("full/model.safetensors", "whole", "trained");
        put("ft:tiny:tailor::00000001", ModelKind.ADAPTER, "tiny", "first");
        put("ft:tiny:tailor::00000002", ModelKind.FULL, "tiny", "whole");
    }

    @Test
    void aBaseModelIsReadWhereItLies() throws IOException {
        // When
        var model = layOut("tiny", false);
        // Then
        assertThat(model).isEqualTo(new LocalModel("tiny", folder.resolve("models/tiny"), null, sizes("tiny")));
        assertThat(folder.resolve("start")).doesNotExist();
    }

    @Test
    void anAdapterLiesBesideItsBaseWithoutWhatOnlyItsOwnTrainingNeeded() throws IOException {
        // When
        var model = layOut("ft:tiny:tailor::00000001", false);
        // Then
        assertThat(model.id()).isEqualTo("tiny");
        assertThat(model.directory()).isEqualTo(folder.resolve("models/tiny"));
        assertThat(Files.list(folder.resolve("start/adapter")))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("adapter_config.json", "adapter_model.safetensors");
    }

    @Test
    void anAdapterIsMergedWhereAllWeightsAreToLearn() throws IOException {
        // When
        var model = layOut("ft:tiny:tailor::00000001", true);
        // Then
        assertThat(model.id()).isEqualTo("ft:tiny:tailor::00000001");
        assertThat(model.adapter()).isNull();
        assertThat(model.directory().resolve("model.safetensors")).hasContent("base with adapter");
    }

    @Test
    void aFullModelIsFetchedAndTellsItsOwnSizes() throws IOException {
        // When
        var model = layOut("ft:tiny:tailor::00000002", false);
        // Then
        assertThat(model.id()).isEqualTo("ft:tiny:tailor::00000002");
        assertThat(model.sizes().contextLength()).isEqualTo(256);
        assertThat(model.directory().resolve("model.safetensors")).hasContent("trained");
    }

    @Test
    void anAdapterOverAFullModelTakesThatOnesWeights() throws IOException {
        // Given
        put("ft:tiny:tailor::00000003", ModelKind.ADAPTER, "ft:tiny:tailor::00000002", "first");
        // When
        var model = layOut("ft:tiny:tailor::00000003", false);
        // Then
        assertThat(model.id()).isEqualTo("ft:tiny:tailor::00000002");
        assertThat(model.directory().resolve("model.safetensors")).hasContent("trained");
        assertThat(model.adapter()).isDirectoryContaining("glob:**adapter_model.safetensors");
    }

    @Test
    void withoutItsWeightsAnAdapterIsNoStart() throws IOException {
        // Given
        put("ft:owner/name:tailor::00000004", ModelKind.ADAPTER, "owner/name", "first");
        // Then
        assertThat(starts().find("ft:owner/name:tailor::00000004")).isEmpty();
        assertThat(starts().weightsOf("ft:owner/name:tailor::00000004")).isEqualTo("owner/name");
    }

    @Test
    void aModelThatWentMeanwhileIsNamed() {
        // Given
        var start = starts().find("ft:tiny:tailor::00000002").orElseThrow();
        registry.remove("ft:tiny:tailor::00000002");
        // Then
        assertThatThrownBy(() -> starts().layOut(start, false, folder.resolve("start")))
                .isInstanceOf(ModelNotFound.class)
                .hasMessageContaining("ft:tiny:tailor::00000002");
    }

    @Test
    void whatWasTunedAgainKeepsTheNameOfItsBase() {
        // When
        var again = ModelNames.tuned("ft:owner/name:tailor:first:0a1b2c3d:ckpt-step-20", "second", "ftjob-2");
        // Then
        assertThat(again).startsWith("ft:owner/name:tailor:second:");
        assertThat(ModelNames.base(again)).isEqualTo("owner/name");
        assertThat(ModelNames.base("tiny")).isEqualTo("tiny");
    }

    private LocalModel layOut(String id, boolean whole) throws IOException {
        var starts = starts();
        return starts.layOut(starts.find(id).orElseThrow(), whole, folder.resolve("start"));
    }

    private ModelSizes sizes(String id) {
        return starts().find(id).orElseThrow().sizes();
    }

    private StartModels starts() {
        var bases = new BaseModels(List.of(folder.resolve("models")));
        return new StartModels(bases, registry, new ModelWeights(bases, registry, blobs()), StartModelsTest::merge);
    }

    private static MergeFigures merge(Path base, Path adapter, Path output) throws IOException {
        var text = Files.readString(base.resolve("model.safetensors"))
                + " with "
                + Files.readString(adapter.resolve("adapter_model.safetensors"));
        Files.createDirectories(output);
        Files.writeString(output.resolve("model.safetensors"), text);
        return new MergeFigures(0, 0, 1);
    }

    private ModelBlobs blobs() {
        return new ModelBlobs(BlobStores.open(folder.resolve("blobs").toUri()));
    }

    private Path write(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private void store(String file, String job, String text) throws IOException {
        var path = write(file, text);
        blobs().storeFile(path, ModelNames.blobs(job) + path.getFileName());
    }

    private void put(String id, ModelKind kind, String base, String job) {
        registry.put(new TunedModel(
                id, kind, Instant.EPOCH, base, job, ModelNames.blobs(job), new ModelShape(512, 1000), null));
    }
}
