package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.training.problem.FileInUse;
import dev.tailor.training.problem.InvalidJobSpec;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a submission refuses, and what it holds on to. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class SubmissionTest {

    private final TrainingJobs jobs;
    private final RunBench bench;

    SubmissionTest(TrainingJobs jobs, RunBench bench) {
        this.jobs = jobs;
        this.bench = bench;
    }

    @Test
    void aRateAndAMultipleOfTheRecommendedOneDoNotGoTogether() {
        var spec = new TrainingJobSpec(
                "tiny",
                "file-1",
                null,
                null,
                0,
                Map.of(),
                new Hyperparameters(null, null, 2.0),
                SomeOptions.of(Map.of("learningRate", 1e-4)));
        assertThatThrownBy(() -> jobs.submit(spec, Optional.empty()))
                .hasMessageContaining("learning_rate_multiplier")
                .hasMessageContaining("leave one of them out")
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.learning_rate"));
    }

    @Test
    void aFileIsNeededUntilItsJobIsValidated() {
        // Given
        var spec = new TrainingJobSpec(
                "tiny", "file-7", "file-8", null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        var job = jobs.submit(spec, Optional.empty());
        // Then
        assertThatThrownBy(() -> jobs.checkUnused("file-7"))
                .isInstanceOf(FileInUse.class)
                .hasMessage(
                        "The job %s has yet to read the file file-7; wait until its files are validated, or cancel"
                                + " it first",
                        job.id());
        assertThatThrownBy(() -> jobs.checkUnused("file-8")).isInstanceOf(FileInUse.class);
        jobs.checkUnused("file-9");
        // When
        bench.validate();
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Queued.class);
        jobs.checkUnused("file-7");
        jobs.checkUnused("file-8");
        jobs.cancel(job.id());
    }
}
