package dev.tailor.acceptance.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJob.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a file to an honest answer, through the four real processes. */
@ExtendWith(SharedMesh.class)
class MeshTest {

    private static final int SAMPLE_ROWS = 1000;
    private static final String TINY_STORIES = "TinyStories-656K-llama";
    private static final Map<String, Object> LORA = Map.of(
            "method",
            "lora",
            "lora",
            Map.of("rank", 8, "alpha", 16),
            "learning_rate",
            0.002,
            "over_length",
            "truncate",
            "sequence_length",
            192,
            "eval_every_steps",
            20,
            "split",
            Map.of("train", 0.96, "validation", 0.02, "test", 0.02, "seed", 1));

    private static final Map<String, Object> SAMPLE = Map.of(
            "method",
            "lora",
            "eval_every_steps",
            10,
            "split",
            Map.of("train", 0.94, "validation", 0.03, "test", 0.03, "seed", 1));

    private final FineTuning tuning;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    MeshTest(Mesh mesh) {
        this.tuning = FineTuning.on(mesh);
    }

    @Test
    void mathProblemsAreLearntInSixtySteps() throws IOException, InterruptedException {
        // Given
        Material.assumeItIsHere();
        var problems = write(Material.gsm8k(2000));
        // When
        var job = fineTune(TINY_STORIES, problems, LORA);
        // Then
        assertThat(lastStep(job)).isBetween(56.0, 62.0);
        assertThatItGotBetterAndAnswers(job, "A farmer has 3 hens and buys 4 more. How many hens are there?");
    }

    @Test
    void intentsOfBankCustomersAreLearnt() throws IOException, InterruptedException {
        // Given
        Material.assumeItIsHere();
        var messages = write(Material.banking77(5));
        // When
        var job = fineTune(TINY_STORIES, messages, LORA);
        // Then
        assertThatItGotBetterAndAnswers(job, "My card still has not arrived");
    }

    @Test
    void theBundledSampleTakesTheSamePath() throws IOException, InterruptedException {
        // Given
        var tickets = write(Material.bundledTickets(SAMPLE_ROWS));
        // When
        var job = fineTune("tailor-tiny", tickets, SAMPLE);
        // Then
        assertThatItGotBetterAndAnswers(job, "My parcel never arrived.");
    }

    private FineTuningJob fineTune(String model, Path rows, Map<String, Object> options) throws InterruptedException {
        var file = tuning.upload(rows);
        var job = tuning.awaitEnd(tuning.submit(model, file, 32, options));
        assertThat(job.status()).as("job %s", job).isEqualTo(Status.SUCCEEDED);
        return job;
    }

    private void assertThatItGotBetterAndAnswers(FineTuningJob job, String question)
            throws IOException, InterruptedException {
        var validation = validationLosses(job);
        assertThat(validation).as("validation losses").hasSizeGreaterThan(1);
        assertThat(validation.getLast()).isLessThan(validation.getFirst());

        var answer = tuning.ask(job.fineTunedModel().orElseThrow(), question);
        assertThat(answer.choices()).hasSize(1);
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();

        var comparison = tuning.comparison(job);
        assertThat(comparison.path("status").asText()).as("%s", comparison).isEqualTo("completed");
        assertThat(loss(comparison).at("/difference/high").asDouble())
                .as("upper end of tuned minus base loss: %s", comparison)
                .isNegative();
    }

    private List<Double> validationLosses(FineTuningJob job) {
        return tuning.metrics(job).stream()
                .filter(step -> step.get("valid_loss") != null || step.get("full_valid_loss") != null)
                .map(step -> step.getOrDefault("full_valid_loss", step.get("valid_loss")))
                .toList();
    }

    private double lastStep(FineTuningJob job) {
        return tuning.metrics(job).getLast().getOrDefault("step", 0.0);
    }

    private static JsonNode loss(JsonNode comparison) {
        for (var metric : comparison.path("metrics")) {
            if (metric.path("name").asText().equals("loss")) {
                return metric;
            }
        }
        throw new AssertionError("no loss in " + comparison);
    }

    private Path write(List<String> rows) throws IOException {
        return Files.write(folder.resolve("rows.jsonl"), rows);
    }
}
