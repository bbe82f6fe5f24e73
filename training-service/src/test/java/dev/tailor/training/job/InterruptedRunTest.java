package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs in several lives: after a crash, a shutdown, a pause. */
@QuarkusTest
@TestProfile(RunTest.Folders.class)
class InterruptedRunTest {

    private final TrainingJobs jobs;
    private final JobPauses pauses;
    private final TrainingJobRepository repository;
    private final RunBench bench;
    private final ScriptedTrainer trainer = new ScriptedTrainer();

    InterruptedRunTest(TrainingJobs jobs, JobPauses pauses, TrainingJobRepository repository, RunBench bench) {
        this.jobs = jobs;
        this.pauses = pauses;
        this.repository = repository;
        this.bench = bench;
    }

    @Test
    void aJobWhoseWorkerDiesGoesOnFromItsCheckpointAndRepeatsNoStep() {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.dieAfter = 3;
        // When
        bench.worker(trainer).once();
        trainer.dieAfter = 0;
        bench.worker(trainer).once();
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Succeeded.class);
        assertThat(trainer.resumedFrom).hasToString("step-2");
        assertThat(trainer.plans).isEqualTo(1);
        assertThat(trainer.left).isEqualTo(2);
        assertThat(bench.history().steps(job.id()))
                .extracting(StepMetrics::step)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatAJobTookCountsTheStepsOfAllItsLives() {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.dieAfter = 3;
        trainer.stepSeconds = 0.7;
        bench.worker(trainer).once();
        // When
        trainer.dieAfter = 0;
        trainer.stepSeconds = 0.1;
        bench.worker(trainer).once();
        // Then
        var actual = Objects.requireNonNull(jobs.get(job.id()).actual());
        assertThat(actual.stepSeconds()).isCloseTo((2 * 0.7 + 2 * 0.1) / 4, Offset.offset(1e-9));
    }

    @Test
    void aJobOutlivesAnyNumberOfCrashesThatCheckpointsLieBetween() {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.dieAfter = 1;
        for (int crash = 1; crash <= 3; crash++) {
            bench.worker(trainer).once();
        }
        trainer.dieAfter = 3;
        bench.worker(trainer).once();
        // When
        trainer.dieAfter = 0;
        bench.worker(trainer).once();
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Succeeded.class);
    }

    @Test
    void aJobThatCrashesAgainAndAgainAtOnePlaceFails() {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.dieAfter = 1;
        trainer.death = new Trainer.WorkerLost("killed", "give it more memory", null);
        // When
        for (int crash = 1; crash <= 4; crash++) {
            bench.worker(trainer).once();
        }
        // Then
        assertThat(jobs.get(job.id()).state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.failure())
                                .isEqualTo(new JobFailure(
                                        "worker_crashed",
                                        "The training broke off 4 times without a checkpoint between them, at last since"
                                                + " killed. Before you submit the job again, give it more memory",
                                        null)));
    }

    @ParameterizedTest
    @MethodSource
    void aJobWaitsForTheEndOfAnOutageAndSaysSoOnce(RuntimeException outage, String words) {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.dieAfter = 3;
        trainer.death = outage;
        var worker = bench.worker(trainer);
        // When
        for (int attempt = 1; attempt <= 6; attempt++) {
            worker.once();
        }
        trainer.dieAfter = 0;
        worker.once();
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Succeeded.class);
        assertThat(bench.messages(job.id()))
                .filteredOn(message -> message.contains("goes on from its last checkpoint when this has passed"))
                .singleElement()
                .asString()
                .contains(words);
    }

    static List<Arguments> aJobWaitsForTheEndOfAnOutageAndSaysSoOnce() {
        var full = new IOException("train.jsonl: No space left on device");
        return List.of(
                Arguments.of(new Trainer.DiskFull("The disk is full", full), "The disk is full"),
                Arguments.of(new UncheckedIOException(full), "The disk of training-service is full"),
                Arguments.of(
                        new IllegalStateException(new SQLException("connection refused")),
                        "database of training-service"));
    }

    @Test
    void aStoppedWorkerGivesItsJobBackWithACheckpoint() throws InterruptedException {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.holdAfter = 2;
        var worker = bench.worker(trainer);
        var thread = Thread.ofPlatform().start(worker::work);
        assertThat(trainer.held.await(10, TimeUnit.SECONDS)).isTrue();
        // When
        worker.stop(Duration.ofSeconds(10));
        thread.join();
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Queued.class);
        trainer.holdAfter = 0;
        bench.worker(trainer).once();
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Succeeded.class);
        assertThat(bench.history().steps(job.id()))
                .extracting(StepMetrics::step)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void aPausedJobStopsWithACheckpointAndGoesOnFromItWhenResumed() throws InterruptedException {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.holdAfter = 2;
        var thread = Thread.ofPlatform().start(() -> bench.worker(trainer).once());
        assertThat(trainer.held.await(10, TimeUnit.SECONDS)).isTrue();
        // When
        pauses.pause(job.id());
        thread.join();
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Paused.class);
        assertThat(bench.worker(trainer).once()).isFalse();
        // And
        trainer.holdAfter = 0;
        jobs.resume(job.id());
        bench.worker(trainer).once();
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Succeeded.class);
        assertThat(trainer.resumedFrom).hasToString("step-2");
        assertThat(bench.history().steps(job.id()))
                .extracting(StepMetrics::step)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void aPausedJobShowsTheStepThatItGoesOnFrom() throws InterruptedException {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.holdAfter = 3;
        var thread = Thread.ofPlatform().start(() -> bench.worker(trainer).once());
        assertThat(trainer.held.await(10, TimeUnit.SECONDS)).isTrue();
        // When
        pauses.pause(job.id());
        thread.join();
        // Then
        var paused = jobs.get(job.id());
        assertThat(paused.state()).isInstanceOf(JobState.Paused.class);
        assertThat(paused.progress()).extracting(Progress::step).isEqualTo(3);
        assertThat(bench.checkpoints().latest(job.id())).map(Checkpoint::step).contains(3);
    }

    @Test
    void aPausedJobWhoseWorkerIsKilledBeforeItsCheckpointTellsTheOneBefore() throws InterruptedException {
        // Given
        var job = submit(TailorOptions.AUTO);
        bench.validate();
        trainer.holdAfter = 3;
        trainer.killedWhileStopping = true;
        var thread = Thread.ofPlatform().start(() -> bench.worker(trainer).once());
        assertThat(trainer.held.await(10, TimeUnit.SECONDS)).isTrue();
        repository.update(job.id(), now -> now.at(new Progress(3, 4, 0.75, 10, 200, 1_000, 30, null, null)));
        // When
        pauses.pause(job.id());
        thread.join();
        // Then
        var paused = jobs.get(job.id());
        assertThat(paused.state()).isInstanceOf(JobState.Paused.class);
        assertThat(bench.checkpoints().latest(job.id())).map(Checkpoint::step).contains(2);
        assertThat(paused.progress()).isEqualTo(new Progress(2, 4, 0.5, 20, 200, 1_010, 30, null, null));
    }

    @Test
    void underEarlyStoppingTheBestCheckpointComesBackWithTheLatest() throws InterruptedException {
        // Given
        var options = patience(3);
        var job = submit(options);
        bench.validate();
        trainer.worsens = true;
        trainer.holdAfter = 4;
        var thread = Thread.ofPlatform().start(() -> bench.worker(trainer).once());
        assertThat(trainer.held.await(10, TimeUnit.SECONDS)).isTrue();
        pauses.pause(job.id());
        thread.join();
        // When
        jobs.resume(job.id());
        bench.worker(trainer).once();
        // Then
        assertThat(trainer.restored).containsExactly("step-2", "step-4");
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Succeeded.class);
    }

    private TrainingJob submit(TailorOptions options) {
        var spec = new TrainingJobSpec("tiny", "file-1", null, null, 0, Map.of(), Hyperparameters.AUTO, options);
        return jobs.submit(spec, Optional.empty());
    }

    private static TailorOptions patience(int validations) {
        return SomeOptions.of(Map.of("patience", validations));
    }
}
