package dev.tailor.worker;

import dev.tailor.proto.worker.v1.PlanResponse;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs one training at a time, on the thread that asks for it. */
final class Trainings {

    private static final Logger LOG = Logger.getLogger(Trainings.class.getName());

    private final ModelDesk desk;
    private final AtomicReference<@Nullable AtomicBoolean> running = new AtomicReference<>();

    Trainings(ModelDesk desk) {
        this.desk = desk;
    }

    /** Returns when the training has ended. */
    void run(TrainRequest request, Caller<TrainEvent> receiver) {
        var stopping = begin();
        try {
            var rows = PreparedRows.of(request);
            desk.train(new TrainingRun(request, rows, new TrainingRun.Voice(receiver, stopping)));
        } catch (TrainingAbandoned gone) {
            LOG.log(Level.INFO, "training abandoned reason={0}", gone.getMessage());
        } finally {
            running.set(null);
        }
    }

    /** What the training would take; counts as a training while it is measured. */
    PlanResponse plan(TrainRequest request) {
        var unused = begin();
        try {
            return desk.plan(request, PreparedRows.of(request));
        } finally {
            running.set(null);
        }
    }

    private AtomicBoolean begin() {
        var stopping = new AtomicBoolean();
        if (!running.compareAndSet(null, stopping)) {
            throw WorkerProblem.notNow("TRAINING_RUNS", "A training runs already; stop it or wait for its end");
        }
        return stopping;
    }

    /** Ends the running training after its current step; false if none runs. */
    boolean stop() {
        var training = running.get();
        if (training != null) {
            training.set(true);
        }
        return training != null;
    }
}
