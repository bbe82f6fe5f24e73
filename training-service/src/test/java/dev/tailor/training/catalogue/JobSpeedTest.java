package dev.tailor.training.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.catalogue.Speed.Basis;
import dev.tailor.training.job.Comparison;
import dev.tailor.training.job.Hyperparameters;
import dev.tailor.training.job.InMemoryTrainingJobs;
import dev.tailor.training.job.JobState;
import dev.tailor.training.job.Progress;
import dev.tailor.training.job.ResolvedSettings;
import dev.tailor.training.job.SomeOptions;
import dev.tailor.training.job.TailorOptions;
import dev.tailor.training.job.TrainingJob;
import dev.tailor.training.job.TrainingJobSpec;
import dev.tailor.training.job.TrainingMethod;
import dev.tailor.training.model.BaseModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSpeedTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobState SUCCEEDED = new JobState.Succeeded("ft:tuned", NOW);
    private static final double ASSUMED = 1e9;

    @TempDir
    private Path folder;

    private final InMemoryTrainingJobs jobs = new InMemoryTrainingJobs();
    private BaseModels models;
    private long parameters;

    @BeforeEach
    void models() throws IOException {
        model("small", 64);
        model("large", 768);
        models = new BaseModels(List.of(folder));
        parameters = models.find("large").orElseThrow().parameters();
    }

    @Test
    void beforeAnyJobTheAssumptionHolds() {
        assertThat(speed()).isEqualTo(new Speed(ASSUMED, Basis.CONFIGURED));
    }

    @Test
    void theFastestOfTheJobsThatSucceededIsTheSpeed() {
        // Given
        add("1", "large", new Pace(TrainingMethod.FULL, 100), SUCCEEDED);
        add("2", "large", new Pace(TrainingMethod.LORA, 120), SUCCEEDED);
        // Then
        assertThat(speed()).isEqualTo(new Speed(100.0 * 6 * parameters, Basis.MEASURED));
    }

    @Test
    void anAdapterComputesNoGradientsOfTheWeights() {
        // Given
        add("1", "large", new Pace(TrainingMethod.DORA, 100), SUCCEEDED);
        // Then
        assertThat(speed()).isEqualTo(new Speed(100.0 * 4 * parameters, Basis.MEASURED));
    }

    @Test
    void jobsOnSmallOrRemovedModelsAndThoseThatDidNotEndWellTellNothing() {
        // Given
        add("1", "small", new Pace(TrainingMethod.FULL, 1e6), SUCCEEDED);
        add("2", "removed", new Pace(TrainingMethod.FULL, 1e6), SUCCEEDED);
        add("3", "large", new Pace(TrainingMethod.FULL, 1e6), new JobState.Cancelled(NOW));
        add("4", "large", new Pace(TrainingMethod.FULL, 0), SUCCEEDED);
        // Then
        assertThat(speed().basis()).isEqualTo(Basis.CONFIGURED);
    }

    @Test
    void aJobThatWentOnWithAnEarlierResultCountsForItsBaseModel() {
        // Given
        add("1", "ft:large:tailor::0a1b2c3d", new Pace(TrainingMethod.FULL, 100), SUCCEEDED);
        // Then
        assertThat(speed().basis()).isEqualTo(Basis.MEASURED);
    }

    @Test
    void onlyTheLatestTwentyJobsCount() {
        // Given
        add("old", "large", new Pace(TrainingMethod.FULL, 100), SUCCEEDED);
        for (int i = 0; i < 20; i++) {
            add("new-" + i, "small", new Pace(TrainingMethod.FULL, 100), SUCCEEDED);
        }
        // Then
        assertThat(speed().basis()).isEqualTo(Basis.CONFIGURED);
    }

    private record Pace(TrainingMethod method, double tokensPerSecond) {}

    private Speed speed() {
        return new JobSpeed(jobs, models, ASSUMED).now();
    }

    private void add(String id, String model, Pace pace, JobState state) {
        var options = options(pace.method());
        var spec = new TrainingJobSpec(model, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, options);
        var settings = new ResolvedSettings(new Hyperparameters(1, 8, null), options);
        var progress = new Progress(9, 9, 1, 0, pace.tokensPerSecond(), NOW.getEpochSecond(), 4.5, null, null);
        jobs.add(
                new TrainingJob(
                        id,
                        NOW,
                        spec,
                        state,
                        settings,
                        null,
                        progress,
                        null,
                        List.of(),
                        new Comparison(false, null),
                        0,
                        null),
                Optional.empty());
    }

    private static TailorOptions options(TrainingMethod method) {
        return SomeOptions.of(Map.of("method", method, "learningRate", 1e-4));
    }

    private void model(String name, int hidden) throws IOException {
        var model = Files.createDirectories(folder.resolve(name));
        Files.writeString(model.resolve("config.json"), """
                {"model_type":"llama","hidden_size":%d,"intermediate_size":2048,"num_attention_heads":4,
                 "num_hidden_layers":2,"vocab_size":100,"max_position_embeddings":128}""".formatted(hidden));
        Files.writeString(model.resolve("model.safetensors"), "");
    }
}
