package dev.tailor.training.service;

import dev.tailor.training.hub.HubDownloads;
import dev.tailor.training.job.Checkpoints;
import dev.tailor.training.job.ComparisonRequests;
import dev.tailor.training.job.Comparisons;
import dev.tailor.training.job.Datasets;
import dev.tailor.training.job.FileValidation;
import dev.tailor.training.job.JobClaims;
import dev.tailor.training.job.JobEventRepository;
import dev.tailor.training.job.JobEvents;
import dev.tailor.training.job.JobStarts;
import dev.tailor.training.job.ModelFetching;
import dev.tailor.training.job.Publication;
import dev.tailor.training.job.RunPreparation;
import dev.tailor.training.job.RunRecord;
import dev.tailor.training.job.SpentCheckpoints;
import dev.tailor.training.job.Trainer;
import dev.tailor.training.job.TrainingJobRepository;
import dev.tailor.training.job.TrainingRuns;
import dev.tailor.training.job.TrainingWorker;
import dev.tailor.training.model.ScratchFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the work of this process and ends it in good order. */
@ApplicationScoped
public class TrainingLifecycle {

    private static final Logger LOG = Logger.getLogger(TrainingLifecycle.class);
    private static final long COMPARISON_SECONDS = 2;
    private static final long REDUCTION_SECONDS = 5;

    private final TailorConfig config;
    private final TrainingWorker worker;
    private final ModelFetching fetching;
    private final FileValidation validation;
    private final ComparisonRequests comparisons;
    private final SpentCheckpoints spent;
    private volatile @Nullable FolderLock lock;
    private final ScheduledExecutorService rounds = Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().name("rounds-", 0).daemon().factory());

    /** The other services and the worker. */
    @Singleton
    public static class Neighbours {
        private final Datasets datasets;
        private final Comparisons comparisons;
        private final Trainer trainer;
        private final JobStarts starts;
        private final FileValidation.Fitness fitness;
        private final HubDownloads downloads;

        public Neighbours(
                Datasets datasets,
                Comparisons comparisons,
                Trainer trainer,
                JobStarts starts,
                FileValidation.Fitness fitness,
                HubDownloads downloads) {
            this.datasets = datasets;
            this.comparisons = comparisons;
            this.trainer = trainer;
            this.starts = starts;
            this.fitness = fitness;
            this.downloads = downloads;
        }

        ModelFetching fetching(TrainingJobRepository jobs, JobEvents events, Clock clock) {
            return new ModelFetching(jobs, events, starts, downloads, clock);
        }

        FileValidation validation(TrainingJobRepository jobs, JobEvents events, Clock clock) {
            return new FileValidation(jobs, events, datasets, starts, fitness, clock);
        }

        ComparisonRequests requests(TrainingJobRepository jobs, JobEvents events, Clock clock) {
            return new ComparisonRequests(jobs, comparisons, events, clock);
        }
    }

    /** What is kept of jobs. */
    @Singleton
    public static class Records {
        private final TrainingJobRepository jobs;
        private final JobEvents events;
        private final JobEventRepository history;
        private final Checkpoints checkpoints;
        private final Clock clock;

        public Records(
                TrainingJobRepository jobs,
                JobEvents events,
                JobEventRepository history,
                Checkpoints checkpoints,
                Clock clock) {
            this.jobs = jobs;
            this.events = events;
            this.history = history;
            this.checkpoints = checkpoints;
            this.clock = clock;
        }

        TrainingWorker worker(TailorConfig config, Neighbours others) {
            var training = config.training();
            var folder = folder(config);
            var claims = new JobClaims(jobs, training.workerId(), training.lease(), clock);
            var patience = new TrainingWorker.Patience(
                    training.heartbeat(), training.pause(), training.outagePause(), training.crashes());
            return new TrainingWorker(claims, runs(claims, folder, others), others.trainer, events, patience, clock);
        }

        private TrainingRuns runs(JobClaims claims, Path folder, Neighbours others) {
            return new TrainingRuns(
                    new RunPreparation(folder.resolve("work"), others.starts, others.datasets, checkpoints, events),
                    others.trainer,
                    new RunRecord.Recorders(claims, events, checkpoints),
                    new Publication(claims, events, history, checkpoints, others.datasets, clock),
                    new TrainingRuns.Board(folder.resolve("tensorboard"), clock));
        }
    }

    public TrainingLifecycle(TailorConfig config, Records records, Neighbours others) {
        this.config = config;
        this.worker = records.worker(config, others);
        this.fetching = others.fetching(records.jobs, records.events, records.clock);
        this.validation = others.validation(records.jobs, records.events, records.clock);
        this.comparisons = others.requests(records.jobs, records.events, records.clock);
        this.spent = new SpentCheckpoints(records.jobs, records.checkpoints);
    }

    public void start() {
        lock = lock == null ? FolderLock.take(folder(config)) : lock;
        clear("work");
        clear("scratch");
        if (!config.training().enabled()) {
            return;
        }
        long pause = config.training().pause().toMillis();
        every(pause, fetching::once);
        every(pause, validation::once);
        every(TimeUnit.SECONDS.toMillis(COMPARISON_SECONDS), comparisons::once);
        every(TimeUnit.SECONDS.toMillis(REDUCTION_SECONDS), spent::once);
        Thread.ofPlatform().name("training").daemon().start(worker::work);
    }

    /** Nothing is to be stopped where the start was refused. */
    public void stop() {
        var held = lock;
        if (held == null) {
            return;
        }
        if (config.training().enabled()) {
            worker.stop(config.training().stopPatience());
            rounds.shutdownNow();
            fetching.stop();
        }
        held.close();
    }

    /** Of runs, plans and exports in the middle of which an earlier process ended; what cannot be removed may stay. */
    private void clear(String name) {
        var folder = folder(config).resolve(name);
        try {
            ScratchFolder.clear(folder);
        } catch (IOException failed) {
            LOG.warnf("folder not cleared folder=%s reason=%s", folder, failed.toString());
        }
    }

    private static Path folder(TailorConfig config) {
        return config.home().toAbsolutePath().normalize().resolve("training");
    }

    private void every(long millis, Runnable round) {
        var unused = rounds.scheduleWithFixedDelay(() -> guarded(round), 0, millis, TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void guarded(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException failed) {
            LOG.error("round failed, trying again", failed);
        }
    }
}
