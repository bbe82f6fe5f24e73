package dev.tailor.training.job.grpc;

import dev.tailor.training.job.RowCheck;
import dev.tailor.training.job.Trainer;
import dev.tailor.worker.launch.WorkerLaunch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts a worker for each look at rows and ends it with the answer. */
public class WorkerRowCheck implements RowCheck {

    /** A template that never ends would hold up the jobs behind. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Supplier<WorkerLaunch> launch;

    public WorkerRowCheck(Supplier<WorkerLaunch> launch) {
        this.launch = launch;
    }

    @Override
    public void check(Trainer.Run run, @Nullable Path testRows) {
        var request = TrainProto.request(run).toBuilder();
        JobProto.given(testRows, rows -> request.setTestRows(rows.toString()));
        try (var worker = WorkerConnection.start(launch.get())) {
            var unused = worker.call(stub -> stub.withDeadlineAfter(LONGEST.toMinutes(), TimeUnit.MINUTES)
                    .checkRows(request.build()));
        }
    }
}
