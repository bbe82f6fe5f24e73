package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tailor.training.problem.FileInUse;
import dev.tailor.training.problem.InvalidJobSpec;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a submission refuses, and what it holds on to. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class SubmissionTest {

    private static final int AT_ONCE = 12;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final TrainingJobs jobs;
    private final RunBench bench;

    SubmissionTest(TrainingJobs jobs, RunBench bench) {
        this.jobs = jobs;
        this.bench = bench;
    }

    @AfterEach
    void leaveNoThread() {
        threads.shutdown();
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
    void settingsThatMakeNoSenseAreRefusedWithTheirField() {
        var three = new Hyperparameters(null, 3, null);
        var twice = new LoraOptions(null, null, null, List.of("q_proj", "q_proj"), null, List.of());
        var large = new LoraOptions(null, 1e308, null, List.of(), null, List.of());
        assertThat(refusal(three, Map.of("microBatchSize", 4)))
                .extracting(InvalidJobSpec::field)
                .isEqualTo("x_tailor.micro_batch_size");
        assertThat(refusal(Hyperparameters.AUTO, Map.of("lora", twice)))
                .hasMessageContaining("[q_proj, q_proj]")
                .extracting(InvalidJobSpec::field)
                .isEqualTo("x_tailor.lora.targets");
        assertThat(refusal(Hyperparameters.AUTO, Map.of("lora", large)))
                .extracting(InvalidJobSpec::field)
                .isEqualTo("x_tailor.lora.alpha");
        assertThatThrownBy(() -> SomeOptions.of(Map.of("maxGradNorm", -1.0)))
                .rootCause()
                .hasMessage("x_tailor.max_grad_norm must be a number of at least 0.0, was -1.0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 10.5, 0, -1e-4, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateThatCannotTrainIsRefusedUnderItsNameWithItsRange(double rate) {
        assertThatThrownBy(() -> SomeOptions.of(Map.of("learningRate", rate)))
                .rootCause()
                .hasMessage("x_tailor.learning_rate must be above 0.0 and at most 10.0, was " + rate)
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("x_tailor.learning_rate"));
    }

    @Test
    void aProcessorRefusesFp16BeforeTheQueue() {
        assertThat(refusal(Hyperparameters.AUTO, Map.of("precision", Precision.FP16)))
                .hasMessageContaining("needs a GPU")
                .extracting(InvalidJobSpec::field)
                .isEqualTo("x_tailor.precision");
    }

    @Test
    void submissionsAtOnceWithOneKeyAreOneJob() {
        // Given
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        // When
        var submitted = IntStream.range(0, AT_ONCE)
                .mapToObj(
                        one -> CompletableFuture.supplyAsync(() -> jobs.submit(spec, Optional.of("one-key")), threads))
                .toList();
        // Then
        var ids = submitted.stream().map(each -> each.join().id()).distinct().toList();
        assertThat(ids).hasSize(1);
        jobs.cancel(ids.getFirst());
    }

    @Test
    void anIdLongerThanOursIsThatOfNoFile() {
        var spec = new TrainingJobSpec(
                "tiny", "x".repeat(5000), null, null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        assertThatThrownBy(() -> jobs.submit(spec, Optional.empty()))
                .isInstanceOfSatisfying(InvalidJobSpec.class, invalid -> {
                    assertThat(invalid.code()).isEqualTo("file_not_found");
                    assertThat(invalid.field()).isEqualTo("training_file");
                });
    }

    @Test
    void theTrainingFileValidatesNothing() {
        var spec = new TrainingJobSpec(
                "tiny", "file-1", "file-1", null, 0, Map.of(), Hyperparameters.AUTO, TailorOptions.AUTO);
        assertThatThrownBy(() -> jobs.submit(spec, Optional.empty()))
                .hasMessageContaining("validation_file is the training_file file-1; name another file")
                .isInstanceOfSatisfying(
                        InvalidJobSpec.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("validation_file"));
    }

    private InvalidJobSpec refusal(Hyperparameters hyperparameters, Map<String, ?> options) {
        var spec = new TrainingJobSpec(
                "tiny", "file-1", null, null, 0, Map.of(), hyperparameters, SomeOptions.of(options));
        return catchThrowableOfType(InvalidJobSpec.class, () -> jobs.submit(spec, Optional.empty()));
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
