package dev.tailor.training.job;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What it takes to run jobs in a test: the real tables, a scripted worker, a scripted data-service. */
@Singleton
public class RunBench {

    private static final Path ROOT = RunTest.Folders.ROOT;

    private final TrainingJobRepository jobs;
    private final JobEvents events;
    private final JobEventRepository history;
    private final Checkpoints checkpoints;
    private final JobStarts starts;
    private final Clock clock = Clock.systemUTC();

    public RunBench(
            TrainingJobRepository jobs,
            JobEvents events,
            JobEventRepository history,
            Checkpoints checkpoints,
            JobStarts starts) {
        this.jobs = jobs;
        this.events = events;
        this.history = history;
        this.checkpoints = checkpoints;
        this.starts = starts;
    }

    JobEventRepository history() {
        return history;
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    List<String> messages(String jobId) {
        return history.page(jobId, new Cursor("", 100)).items().stream()
                .map(JobEvent::message)
                .toList();
    }

    void validate() {
        validate(new ScriptedDatasets());
    }

    void validate(Datasets datasets) {
        validate(datasets, 1);
    }

    void validate(RowCheck check) {
        validate(new ScriptedDatasets(), check, 1);
    }

    void validate(Datasets datasets, int times) {
        validate(datasets, (run, testRows) -> {}, times);
    }

    /** A minute between the rounds, in which no pause between two tries is left. */
    private void validate(Datasets datasets, RowCheck check, int times) {
        var minutes = new AtomicInteger();
        InstantSource later = () -> clock.instant().plus(Duration.ofMinutes(minutes.get()));
        var fitness = fitness(starts, datasets, check);
        var validation = new FileValidation(jobs, events, datasets, starts, fitness, later.withZone(clock.getZone()));
        while (minutes.getAndIncrement() < times) {
            validation.once();
        }
    }

    static FileValidation.Fitness fitness(JobStarts starts, Datasets datasets, RowCheck check) {
        return new FileValidation.Fitness(new JobRows(starts, datasets, check, ROOT.resolve("work")), Optional::empty);
    }

    void reduce() {
        new SpentCheckpoints(jobs, checkpoints).once();
    }

    TrainingWorker worker(Trainer trainer) {
        return worker(trainer, new ScriptedDatasets(), starts);
    }

    TrainingWorker worker(Trainer trainer, Datasets datasets, JobStarts starts) {
        var claims = new JobClaims(jobs, "test", Duration.ofSeconds(15), clock);
        var runs = new TrainingRuns(
                new RunPreparation(ROOT.resolve("work"), starts, datasets, checkpoints, events),
                trainer,
                new RunRecord.Recorders(claims, events, checkpoints),
                new Publication(claims, events, history, checkpoints, datasets, clock),
                new TrainingRuns.Board(ROOT.resolve("tensorboard"), clock));
        var patience =
                new TrainingWorker.Patience(Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofMillis(10), 3);
        return new TrainingWorker(claims, runs, trainer, events, patience, clock);
    }
}
