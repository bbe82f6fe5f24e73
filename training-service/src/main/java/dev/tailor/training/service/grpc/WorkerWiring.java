package dev.tailor.training.service.grpc;

import dev.tailor.training.job.Planner;
import dev.tailor.training.job.RowCheck;
import dev.tailor.training.job.grpc.ShortLivedPlanner;
import dev.tailor.training.job.grpc.WorkerMerger;
import dev.tailor.training.job.grpc.WorkerRowCheck;
import dev.tailor.training.job.grpc.WorkerTrainer;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.model.ModelWeights;
import dev.tailor.training.model.StartModels;
import dev.tailor.training.model.TunedModelRepository;
import dev.tailor.training.service.TailorConfig;
import dev.tailor.worker.launch.WorkerLaunch;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds the client of the worker, and ends the worker with this process. */
public class WorkerWiring {

    private static final long MEGABYTE = 1 << 20;

    private final TailorConfig config;

    public WorkerWiring(TailorConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    WorkerTrainer workerTrainer() {
        return new WorkerTrainer(() -> launch("worker.log"), memory());
    }

    @Produces
    @Singleton
    Planner planner() {
        return new ShortLivedPlanner(() -> launch("plan.log"), memory());
    }

    @Produces
    @Singleton
    RowCheck rowCheck() {
        return new WorkerRowCheck(() -> launch("rows.log"));
    }

    @Produces
    @Singleton
    WorkerMerger merger() {
        return new WorkerMerger(() -> launch("merge.log"));
    }

    @Produces
    @Singleton
    StartModels starts(BaseModels bases, TunedModelRepository tuned, ModelWeights weights, WorkerMerger merger) {
        return new StartModels(bases, tuned, weights, merger.forRuns());
    }

    void close(@Disposes WorkerTrainer trainer) {
        trainer.close();
    }

    /** Bytes; 0 where nobody said. */
    private long memory() {
        return config.worker()
                .memoryMegabytes()
                .map(megabytes -> megabytes * MEGABYTE)
                .orElse(0L);
    }

    private WorkerLaunch launch(String log) {
        var worker = config.worker();
        return new WorkerLaunch(
                worker.classpath().orElse(""),
                config.home().toAbsolutePath().normalize().resolve("training").resolve(log),
                worker.threads().orElse(Runtime.getRuntime().availableProcessors()),
                worker.heapMegabytes(),
                worker.patience());
    }
}
