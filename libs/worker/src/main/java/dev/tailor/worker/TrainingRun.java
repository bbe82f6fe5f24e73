package dev.tailor.worker;

import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/** One training with its rows: what it says goes to the caller, and the caller may stop it. */
final class TrainingRun {

    private final TrainRequest request;
    private final PreparedRows rows;
    private final Caller<TrainEvent> receiver;
    private final AtomicBoolean stopping;

    TrainingRun(TrainRequest request, PreparedRows rows, Voice voice) {
        this.request = request;
        this.rows = rows;
        this.receiver = voice.receiver();
        this.stopping = voice.stopping();
    }

    /**
     * @param receiver hears of events; answers whether it still wants them
     * @param stopping set from outside
     */
    record Voice(Caller<TrainEvent> receiver, AtomicBoolean stopping) {}

    TrainRequest request() {
        return request;
    }

    TrainingRows rows() {
        return rows.train();
    }

    TrainingRows validation() {
        return rows.validation();
    }

    boolean stopping() {
        return stopping.get();
    }

    /** Throws {@link TrainingAbandoned} once nobody listens any more. */
    void tell(TrainEvent.Builder event) {
        if (!receiver.hears(event.build())) {
            throw new TrainingAbandoned();
        }
    }
}
