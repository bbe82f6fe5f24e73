package dev.tailor.training.job.grpc;

import dev.tailor.proto.worker.v1.StopTrainingRequest;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.training.job.Plan;
import dev.tailor.training.job.Trainer;
import dev.tailor.training.job.TrainerReport;
import dev.tailor.worker.launch.WorkerLaunch;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts a worker process for each run, which plans and trains; it ends with the run, so that the memory of one run is
 * not that of the next.
 */
public class WorkerTrainer implements Trainer, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WorkerTrainer.class);
    private static final int STOP_SECONDS = 10;

    private final Supplier<WorkerLaunch> launch;
    private final long memoryLimit;
    private volatile @Nullable WorkerConnection connection;
    private volatile boolean planning;

    /** @param memoryLimit bytes; 0: what the system gives */
    public WorkerTrainer(Supplier<WorkerLaunch> launch, long memoryLimit) {
        this.launch = launch;
        this.memoryLimit = memoryLimit;
    }

    @Override
    public void train(Run run, Consumer<TrainerReport> reports) {
        var worker = connect();
        try {
            listen(worker.stub().train(TrainProto.request(run)), reports);
        } catch (StatusRuntimeException failed) {
            throw RunFailures.of(failed, worker.process()::end);
        }
    }

    @Override
    public Plan plan(Run run) {
        var request = TrainProto.request(run).toBuilder().setMemoryLimit(memoryLimit);
        var worker = connect();
        planning = true;
        try {
            return PlanProto.plan(worker.call(stub -> stub.plan(request.build())));
        } finally {
            planning = false;
        }
    }

    @Override
    public void stop() {
        var worker = connection;
        if (worker == null) {
            return;
        }
        if (planning) {
            // Half a measurement is of no use, so there is nothing to wait for.
            worker.close();
            return;
        }
        try {
            worker.stub()
                    .withDeadlineAfter(STOP_SECONDS, TimeUnit.SECONDS)
                    .stopTraining(StopTrainingRequest.getDefaultInstance());
        } catch (StatusRuntimeException failed) {
            tellUnlessLeft(worker, failed);
        }
    }

    /** A run that ends at this moment needs not be stopped. */
    private void tellUnlessLeft(WorkerConnection worker, StatusRuntimeException failed) {
        if (connection == worker && worker.process().alive()) {
            LOG.warnf("worker not stopped reason=%s", failed.getStatus());
        }
    }

    @Override
    public void leave() {
        var worker = connection;
        connection = null;
        if (worker != null) {
            worker.close();
        }
    }

    @Override
    public void close() {
        leave();
    }

    /** Returns or throws only when the worker has left the run, so that nobody writes to its files any more. */
    private void listen(Iterator<TrainEvent> events, Consumer<TrainerReport> reports) {
        boolean heard = false;
        try {
            while (events.hasNext()) {
                TrainProto.report(events.next()).ifPresent(reports);
            }
            heard = true;
        } finally {
            if (!heard) {
                abandon(events);
            }
        }
    }

    private void abandon(Iterator<TrainEvent> events) {
        stop();
        try {
            events.forEachRemaining(unheard -> {});
        } catch (StatusRuntimeException ended) {
            LOG.debugf("run ended status=%s", ended.getStatus());
        }
    }

    private WorkerConnection connect() {
        var worker = connection;
        if (worker == null) {
            worker = WorkerConnection.start(launch.get());
            connection = worker;
        }
        return worker;
    }
}
