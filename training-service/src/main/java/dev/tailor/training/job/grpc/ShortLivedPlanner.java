package dev.tailor.training.job.grpc;

import dev.tailor.training.job.Plan;
import dev.tailor.training.job.Planner;
import dev.tailor.training.job.Trainer;
import dev.tailor.worker.launch.WorkerLaunch;
import java.util.function.Supplier;

/** Starts a worker for each plan and ends it with the answer, so that its memory counts from nothing. */
public class ShortLivedPlanner implements Planner {

    private final Supplier<WorkerLaunch> launch;
    private final long memoryLimit;

    /** @param memoryLimit bytes; 0: what the system gives */
    public ShortLivedPlanner(Supplier<WorkerLaunch> launch, long memoryLimit) {
        this.launch = launch;
        this.memoryLimit = memoryLimit;
    }

    @Override
    public Plan plan(Trainer.Run run) {
        try (var worker = new WorkerTrainer(launch, memoryLimit)) {
            return worker.plan(run);
        }
    }
}
