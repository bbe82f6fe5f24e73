package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The share of the machine's peak, from the worker's word to where users see it. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class UtilisationTest {

    private final TrainingJobs jobs;
    private final RunBench bench;

    UtilisationTest(TrainingJobs jobs, RunBench bench) {
        this.jobs = jobs;
        this.bench = bench;
    }

    @Test
    void itStandsInTheMetricsOfEachStepInTheProgressInWhatTheJobTookAndInTensorBoard() throws IOException {
        // Given
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        var job = jobs.submit(spec, Optional.empty()).id();
        bench.validate();
        // When
        bench.worker(new ScriptedTrainer()).once();
        // Then
        assertThat(bench.history().steps(job)).extracting(StepMetrics::mfu).containsOnly(0.5);
        assertThat(Objects.requireNonNull(jobs.get(job).progress()).mfu()).isEqualTo(0.5);
        assertThat(Objects.requireNonNull(jobs.get(job).actual()).mfu()).isEqualTo(0.5);
        try (var files = Files.list(RunTest.Folders.ROOT.resolve("tensorboard").resolve(job))) {
            var bytes = Files.readAllBytes(files.findFirst().orElseThrow());
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("train/mfu");
        }
    }
}
