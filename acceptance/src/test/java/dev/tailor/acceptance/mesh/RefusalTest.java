package dev.tailor.acceptance.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.errors.OpenAIServiceException;
import com.openai.models.finetuning.jobs.FineTuningJob.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the mesh says to bad input: what is wrong, where, and what to change. */
@ExtendWith(SharedMesh.class)
class RefusalTest {

    private static final String BUNDLED = "tailor-tiny";

    private final Mesh mesh;
    private final FineTuning tuning;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    RefusalTest(Mesh mesh) {
        this.mesh = mesh;
        this.tuning = FineTuning.on(mesh);
    }

    @Test
    void aWrongKeyOpensNothing() {
        // When
        var refusal = Refusal.of(() -> mesh.client("sk-wrong").models().list());
        // Then
        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.code()).contains("invalid_api_key");
        assertThat(refusal.param()).isEmpty();
        assertThat(refusal).hasMessageContaining("Authorization: Bearer KEY");
    }

    @Test
    void anUnknownModelDoesNotAnswer() {
        // When
        var refusal = Refusal.of(() -> tuning.ask("no-such-model", "Hello"));
        // Then
        assertThatItNamesTheModel(refusal, 404, "no-such-model");
    }

    @Test
    void anUnknownModelIsNotTuned() throws IOException, InterruptedException {
        // Given
        var file = tuning.uploadStrictly(files().sound());
        // When
        var refusal = Refusal.of(() -> tuning.submit("no-such-model", file, 8, Map.of()));
        // Then
        assertThatItNamesTheModel(refusal, 400, "no-such-model");
        assertThat(refusal).hasMessageContaining(BUNDLED);
    }

    @Test
    void aMisspeltSettingIsNamedWithItsPath() throws IOException, InterruptedException {
        // Given
        var file = tuning.uploadStrictly(files().sound());
        // When
        var refusal = Refusal.of(() -> tuning.submit(BUNDLED, file, 8, Map.of("lora", Map.of("rnak", 8))));
        // Then
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.param()).contains("x_tailor.lora.rnak");
        assertThat(refusal).hasMessageContaining("x_tailor.lora.rnak");
    }

    @Test
    void anEmptyTrainingSplitIsRefused() throws IOException, InterruptedException {
        // Given
        var file = tuning.uploadStrictly(files().sound());
        var split = Map.of("train", 0, "validation", 0.5, "test", 0.5);
        // When
        var refusal = Refusal.of(() -> tuning.submit(BUNDLED, file, 8, Map.of("split", split)));
        // Then
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.param()).contains("x_tailor.split.train");
        assertThat(refusal).hasMessageContaining("must be above 0");
    }

    @Test
    void aSplitThatGetsNoRowIsNamedWithItsShares() throws IOException, InterruptedException {
        // Given
        var file = tuning.uploadStrictly(files().first(10));
        var split = Map.of("train", 0.02, "validation", 0.49, "test", 0.49);
        // When
        var job = Refusal.ofJob(tuning, BUNDLED, file, Map.of("split", split));
        // Then
        assertThat(job.code()).isEqualTo("empty_split");
        assertThat(job.param()).contains("x_tailor.split");
        assertThat(job.message())
                .contains("10 rows are too few for train 0.02, validation 0.49 and test 0.49")
                .contains("add rows, or set a share to 0");
    }

    @Test
    void aRowThatDoesNotFitFailsItsJob() throws IOException, InterruptedException {
        // Given
        var file = tuning.uploadStrictly(files().longInLine(12, 3000));
        // When
        var job = Refusal.ofJob(tuning, BUNDLED, file, Map.of());
        // Then
        assertThat(job.code()).isEqualTo("row_too_long");
        assertThat(job.param()).contains("x_tailor.sequence_length");
        assertThat(job.message())
                .contains("line 12 has 3011 tokens, more than the sequence length of 512")
                .contains("over_length");
    }

    @Test
    void tornWeightsAreNamedInChatAndByAJob() throws IOException, InterruptedException {
        // Given
        SmallFiles.tornModel(mesh.models().resolve("torn-weights"));
        var file = tuning.uploadStrictly(files().sound());
        // When
        var refusal = Refusal.of(() -> tuning.ask("torn-weights", "Hello"));
        var job = Refusal.ofJob(tuning, "torn-weights", file, Map.of());
        // Then
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.code()).contains("model_unusable");
        assertThat(refusal).hasMessageContaining("torn-weights/model.safetensors");
        assertThat(job.code()).isEqualTo("model_unusable");
        assertThat(job.message()).contains("torn-weights/model.safetensors").contains("the file is cut");
    }

    @Test
    void aDeletedModelAnswersNoMore() throws IOException, InterruptedException {
        // Given
        var file = tuning.uploadStrictly(files().sound());
        var job = tuning.awaitEnd(tuning.submit(BUNDLED, file, 32, Map.of("method", "lora")));
        assertThat(job.status()).as("%s", job).isEqualTo(Status.SUCCEEDED);
        var tuned = job.fineTunedModel().orElseThrow();
        assertThat(tuning.ask(tuned, "My lamp is broken.").choices()).hasSize(1);
        // When
        var deletion = tuning.client().models().delete(tuned);
        // Then
        assertThat(deletion.deleted()).isTrue();
        assertThatItNamesTheModel(Refusal.of(() -> tuning.ask(tuned, "My lamp is broken.")), 404, tuned);
        assertThat(Refusal.of(() -> tuning.client().models().retrieve(tuned)).statusCode())
                .isEqualTo(404);
    }

    private SmallFiles files() {
        return new SmallFiles(folder);
    }

    private static void assertThatItNamesTheModel(OpenAIServiceException refusal, int status, String model) {
        assertThat(refusal.statusCode()).isEqualTo(status);
        assertThat(refusal.code()).contains("model_not_found");
        assertThat(refusal.param()).contains("model");
        assertThat(refusal).hasMessageContaining(model);
    }
}
