package dev.tailor.training.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.job.grpc.WorkerMerger;
import dev.tailor.training.job.grpc.WorkerTrainer;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.model.Merger;
import dev.tailor.training.model.ModelWeights;
import dev.tailor.training.model.StartModels;
import dev.tailor.training.model.TunedModelRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Singleton;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs on the bundled model with the process that really trains; it is built in {@code libs/worker/target}. */
@QuarkusTest
@TestProfile(RealWorkerTest.Process.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RealWorkerTest {

    /** Where the process and the model are. */
    public static class Process implements QuarkusTestProfile {

        private static final Path ROOT = Path.of(System.getProperty("tailor.root", ".."));
        private static final Path WORKER = ROOT.resolve("libs/worker/target").toAbsolutePath();
        private static final Path LIBRARIES = WORKER.resolve("lib");

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tailor.home", RunTest.Folders.ROOT.resolve("real").toString(),
                    "tailor.models", ROOT.resolve("samples/models").toString(),
                    "tailor.worker.classpath", WORKER.resolve("classes") + ":" + LIBRARIES + "/*");
        }
    }

    /** What training starts from, with a merger that a test may come between. */
    @Singleton
    public static class Starts {

        private final BaseModels bases;
        private final TunedModelRepository tuned;
        private final ModelWeights weights;
        private final TrainingJobRepository jobs;

        public Starts(BaseModels bases, TunedModelRepository tuned, ModelWeights weights, TrainingJobRepository jobs) {
            this.bases = bases;
            this.tuned = tuned;
            this.weights = weights;
            this.jobs = jobs;
        }

        JobStarts mergedBy(Merger merger) {
            return new JobStarts(new StartModels(bases, tuned, weights, merger), jobs);
        }
    }

    private static final long BETWEEN_LOOKS_MILLIS = 20;
    private static final long MEGABYTE = 1 << 20;

    private final TrainingJobs jobs;
    private final WorkerTrainer trainer;
    private final WorkerMerger merger;
    private final Starts starts;
    private final RunBench bench;

    RealWorkerTest(TrainingJobs jobs, WorkerTrainer trainer, WorkerMerger merger, Starts starts, RunBench bench) {
        this.jobs = jobs;
        this.trainer = trainer;
        this.merger = merger;
        this.starts = starts;
        this.bench = bench;
    }

    @Test
    void aJobHasProcessesOfItsOwnAndGoesOnThoughOneIsKilledWhileItMergesAnAdapter() {
        // Given
        assertThat(Process.LIBRARIES)
                .as("made by ./mvnw -pl libs/worker -am package")
                .isDirectory();
        var first = submit("tailor-tiny", TrainingMethod.LORA);
        run(merger);
        var job = submit(first.tunedModel(), TrainingMethod.FULL);
        var merges = new AtomicInteger();
        Merger hindered = (base, adapter, output) -> {
            if (merges.incrementAndGet() == 1) {
                killWhoReads(adapter.resolve("adapter_config.json"));
            }
            return merger.forRuns().merge(base, adapter, output);
        };
        // When
        run(hindered);
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Queued.class);
        assertThat(jobs.get(job.id()).crashes()).isEqualTo(1);
        assertThat(bench.messages(job.id()).getFirst())
                .contains("broke off", "was killed (signal 9)", "merge.log", "going on from the last checkpoint");
        // And
        run(hindered);
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Succeeded.class);
        assertThat(merges).hasValue(2);
        // And
        assertThat(workers()).isEmpty();
        assertThat(plan(job).memory().activations()).isGreaterThan(MEGABYTE);
    }

    @Test
    void aJobThatIsCancelledWhileItIsPlannedLeavesWithoutAStep() throws InterruptedException {
        // Given
        var job = submit("tailor-tiny", TrainingMethod.LORA);
        var run = Thread.ofPlatform().start(() -> run(merger));
        while (workers().isEmpty()) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        // When
        jobs.cancel(job.id());
        run.join();
        // Then
        assertThat(jobs.get(job.id()).state()).isInstanceOf(JobState.Cancelled.class);
        assertThat(jobs.get(job.id()).plan()).isNull();
        assertThat(bench.history().steps(job.id())).isEmpty();
        assertThat(bench.messages(job.id())).noneMatch(message -> message.contains("Checkpoint"));
        assertThat(workers()).isEmpty();
    }

    private TrainingJob submit(String model, TrainingMethod method) {
        var once = new Hyperparameters(1, 8, null);
        var options = SomeOptions.of(Map.of("method", method));
        var spec = new TrainingJobSpec(model, "file-1", null, null, 0, Map.of(), once, options);
        var job = jobs.submit(spec, Optional.empty());
        bench.validate();
        return job;
    }

    private Plan plan(TrainingJob job) {
        return requireNonNull(jobs.get(job.id()).plan());
    }

    private void run(Merger merger) {
        assertThat(bench.worker(trainer, new GreetingRows(), starts.mergedBy(merger))
                        .once())
                .isTrue();
    }

    /** Whoever reads the file waits for what never comes, so that it is killed in the middle of its work. */
    private static void killWhoReads(Path file) {
        try {
            Files.delete(file);
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                    .isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        Thread.ofPlatform().start(() -> killReader(file));
    }

    private static void killReader(Path pipe) {
        try (var opened = new FileOutputStream(pipe.toFile())) {
            workers().forEach(worker -> {
                worker.destroyForcibly();
                worker.onExit().join();
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("dev.tailor.worker.Main"))
                .toList();
    }
}
