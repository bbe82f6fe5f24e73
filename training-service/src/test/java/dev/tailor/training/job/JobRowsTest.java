package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows that are looked at before their job waits for its turn. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class JobRowsTest {

    private final TrainingJobs jobs;
    private final RunBench bench;

    JobRowsTest(TrainingJobs jobs, RunBench bench) {
        this.jobs = jobs;
        this.bench = bench;
    }

    @Test
    void aJobWithARowThatDoesNotSuitItsModelFailsBeforeItWaits() {
        // Given
        var job = submit("tiny");
        var failure = new JobFailure("row_unusable", "The row on line 3 does not suit the model", "validation_file");
        // When
        bench.validate((run, testRows) -> {
            throw new Trainer.RunRefused(failure);
        });
        // Then
        assertThat(jobs.get(job.id()).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure())
                                .isEqualTo(new JobFailure("row_unusable", failure.message(), "training_file")));
        assertThat(bench.messages(job.id()).getFirst())
                .isEqualTo("The job failed: The row on line 3 does not suit the model");
    }

    @Test
    void aJobWhoseRowsCannotBeLookedAtNowWaitsForItsRun() {
        // Given
        var job = submit("tiny");
        // When
        bench.validate((run, testRows) -> {
            throw new Trainer.WorkerLost("killed", null);
        });
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Queued.class);
        jobs.cancel(job.id());
    }

    @Test
    void rowsOfAnAdaptersJobAreLookedAtWithTheTextsOfItsBaseAndLeaveNoFiles() {
        // Given
        var first = submit("tiny");
        bench.validate();
        bench.worker(new ScriptedTrainer()).once();
        var job = submit(first.tunedModel());
        List<Trainer.Run> looked = new ArrayList<>();
        // When
        bench.validate((run, testRows) -> {
            assertThat(run.trainRows()).exists();
            assertThat(testRows).exists();
            assertThat(run.model().directory().resolve("config.json")).exists();
            looked.add(run);
        });
        // Then
        assertThat(looked).singleElement().satisfies(run -> {
            assertThat(run.model().directory()).hasFileName("tiny");
            assertThat(Files.exists(run.trainRows())).isFalse();
        });
        jobs.cancel(job.id());
    }

    private TrainingJob submit(String model) {
        var spec =
                new TrainingJobSpec(model, "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        return jobs.submit(spec, Optional.empty());
    }
}
