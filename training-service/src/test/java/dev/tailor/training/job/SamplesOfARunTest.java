package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the model says while it is trained, on the real tables. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class SamplesOfARunTest {

    private final TrainingJobs jobs;
    private final RunBench bench;
    private final ScriptedTrainer trainer = new ScriptedTrainer();

    SamplesOfARunTest(TrainingJobs jobs, RunBench bench) {
        this.jobs = jobs;
        this.bench = bench;
    }

    @Test
    void theAnswersOfEachValidationAreAnEvent() {
        // Given
        var job = submit();
        // When
        bench.worker(trainer).once();
        // Then
        assertThat(bench.history().page(job, new Cursor("", 100)).items())
                .filteredOn(event -> event.samples() != null)
                .extracting(JobEvent::message, JobEvent::samples)
                .containsExactly(
                        tuple("Step 4: answers to 1 validation prompts", ScriptedTrainer.samples(4)),
                        tuple("Step 2: answers to 1 validation prompts", ScriptedTrainer.samples(2)));
        assertThat(bench.history().steps(job)).hasSize(4);
    }

    @Test
    void answersThatAreGivenAgainTakeThePlaceOfTheEarlierOnes() {
        // Given: killed after step 3, so that the run goes on from the checkpoint at step 2
        var job = submit();
        trainer.dieAfter = 3;
        bench.worker(trainer).once();
        trainer.dieAfter = 0;
        bench.history().putSamples(event(job, 3), ScriptedTrainer.samples(3));
        // When
        bench.worker(trainer).once();
        // Then
        assertThat(bench.history().page(job, new Cursor("", 100)).items())
                .map(JobEvent::samples)
                .filteredOn(Objects::nonNull)
                .containsExactly(ScriptedTrainer.samples(4), ScriptedTrainer.samples(2));
    }

    @Test
    void theyStandInTheFilesOfTensorBoard() throws IOException {
        // Given
        var job = submit();
        // When
        bench.worker(trainer).once();
        // Then
        try (var files = Files.list(RunTest.Folders.ROOT.resolve("tensorboard").resolve(job))) {
            var bytes = Files.readAllBytes(files.findFirst().orElseThrow());
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .contains("samples/1", "**prompt, line 7**\n\n    <user>Hi\n", "    answer of step 2\n");
        }
    }

    private static JobEvent event(String job, int step) {
        return new JobEvent(
                "ftevent-" + job + step,
                job,
                Instant.EPOCH,
                EventLevel.INFO,
                "of a step that is taken back",
                null,
                ScriptedTrainer.samples(step));
    }

    private String submit() {
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        var job = jobs.submit(spec, Optional.empty());
        bench.validate();
        return job.id();
    }
}
