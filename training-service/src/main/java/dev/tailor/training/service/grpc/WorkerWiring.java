package dev.tailor.training.service.grpc;

import dev.tailor.training.job.grpc.WorkerTrainer;
import dev.tailor.training.service.TailorConfig;
import dev.tailor.worker.launch.WorkerLaunch;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds the client of the worker, and ends the worker with this process. */
public class WorkerWiring {

    private final TailorConfig config;

    public WorkerWiring(TailorConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    WorkerTrainer workerTrainer() {
        return new WorkerTrainer(this::launch);
    }

    void close(@Disposes WorkerTrainer trainer) {
        trainer.close();
    }

    private WorkerLaunch launch() {
        var worker = config.worker();
        return new WorkerLaunch(
                worker.classpath().orElse(""),
                config.home().toAbsolutePath().normalize().resolve("training").resolve("worker.log"),
                worker.threads().orElse(Runtime.getRuntime().availableProcessors()),
                worker.heapMegabytes(),
                worker.patience());
    }
}
