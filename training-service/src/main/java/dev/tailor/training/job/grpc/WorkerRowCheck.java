package dev.tailor.training.job.grpc;

import dev.tailor.training.job.RowCheck;
import dev.tailor.training.job.Trainer;
import dev.tailor.worker.launch.WorkerLaunch;
import java.util.function.Supplier;

/** Starts a worker for each look at rows and ends it with the answer. */
public class WorkerRowCheck implements RowCheck {

    private final Supplier<WorkerLaunch> launch;

    public WorkerRowCheck(Supplier<WorkerLaunch> launch) {
        this.launch = launch;
    }

    @Override
    public void check(Trainer.Run run) {
        try (var worker = WorkerConnection.start(launch.get())) {
            var unused = worker.call(stub -> stub.checkRows(TrainProto.request(run)));
        }
    }
}
