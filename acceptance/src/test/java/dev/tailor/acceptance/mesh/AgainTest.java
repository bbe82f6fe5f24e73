package dev.tailor.acceptance.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.files.FileObject;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJob.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that start from what earlier jobs made, through the four real processes. */
@ExtendWith(SharedMesh.class)
class AgainTest {

    private static final int ROWS = 160;
    private static final Map<String, Object> SPLIT = Map.of("train", 0.8, "validation", 0.1, "test", 0.1, "seed", 1);

    private final Mesh mesh;
    private final FineTuning tuning;
    private FileObject rows;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    AgainTest(Mesh mesh) {
        this.mesh = mesh;
        this.tuning = FineTuning.on(mesh);
    }

    @BeforeEach
    void upload() throws IOException {
        rows = tuning.upload(Files.write(folder.resolve("rows.jsonl"), Material.bundledTickets(ROWS)));
    }

    @Test
    void anAdapterIsTrainedOnAndComparedWithWhatItWas() throws IOException, InterruptedException {
        // Given
        var lora = Map.<String, Object>of("rank", 4, "targets", new String[] {"q_proj", "v_proj"});
        var first = fineTune("tailor-tiny", Map.of("method", "dora", "lora", lora));
        var earlier = first.fineTunedModel().orElseThrow();
        // When
        var second = fineTune(earlier, Map.of());
        // Then
        assertThat(loss(second)).isLessThan(loss(first));
        assertThat(second.fineTunedModel().orElseThrow())
                .startsWith("ft:tailor-tiny:tailor:")
                .isNotEqualTo(earlier);
        assertThat(tuning.extension(second).at("/method").asText()).isEqualTo("dora");
        assertThat(tuning.extension(second).at("/lora/rank").asInt()).isEqualTo(4);
        assertThat(tuning.comparison(second).path("base").asText()).isEqualTo(earlier);
    }

    @Test
    void allWeightsAreTrainedOnAndThenTakeAnAdapter() throws InterruptedException {
        // Given
        var adapter = fineTune("tailor-tiny", Map.of("method", "lora"));
        // When
        var whole = fineTune(adapter.fineTunedModel().orElseThrow(), Map.of("method", "full"));
        var base = whole.fineTunedModel().orElseThrow();
        var over = fineTune(base, Map.of("method", "lora", "lora", Map.of("rank", 2)));
        // Then
        assertThat(loss(whole)).isLessThan(loss(adapter));
        assertThat(loss(over)).isLessThan(loss(whole));
        var answer = tuning.ask(over.fineTunedModel().orElseThrow(), "My parcel never arrived.");
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
        var refusal = Refusal.of(() -> mesh.client().models().delete(base));
        assertThat(refusal.statusCode()).isEqualTo(409);
        assertThat(refusal).hasMessageContaining(over.fineTunedModel().orElseThrow());
    }

    @Test
    void anAdapterOfAnotherShapeIsRefusedBeforeAnyWork() throws InterruptedException {
        // Given
        var first = fineTune("tailor-tiny", Map.of("method", "lora", "lora", Map.of("rank", 4)));
        var other = Map.<String, Object>of("lora", Map.of("rank", 8));
        // When
        var refusal = Refusal.of(() -> tuning.submit(first.fineTunedModel().orElseThrow(), rows, 16, other));
        // Then
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.param()).contains("x_tailor.lora.rank");
        assertThat(refusal).hasMessageContaining("lora.rank 4");
    }

    private FineTuningJob fineTune(String model, Map<String, Object> options) throws InterruptedException {
        var all = new HashMap<>(options);
        all.put("split", SPLIT);
        var job = tuning.awaitEnd(tuning.submit(model, rows, 16, all));
        assertThat(job.status()).as("job %s", job).isEqualTo(Status.SUCCEEDED);
        return job;
    }

    /** Of the first validation. */
    private double loss(FineTuningJob job) {
        return tuning.metrics(job).stream()
                .filter(step -> step.containsKey("valid_loss"))
                .findFirst()
                .orElseThrow()
                .getOrDefault("valid_loss", Double.NaN);
    }
}
