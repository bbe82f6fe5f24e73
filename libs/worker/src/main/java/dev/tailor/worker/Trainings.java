package dev.tailor.worker;

import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainSettings;
import dev.tailor.text.ChatEncoder;
import java.nio.file.Path;
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
        var stopping = new AtomicBoolean();
        if (!running.compareAndSet(null, stopping)) {
            throw WorkerProblem.notNow("TRAINING_RUNS", "A training runs already; stop it or wait for its end");
        }
        try {
            desk.train(prepare(request, new TrainingRun.Voice(receiver, stopping)));
        } catch (TrainingAbandoned gone) {
            LOG.log(Level.INFO, "training abandoned reason={0}", gone.getMessage());
        } finally {
            running.set(null);
        }
    }

    /** Ends the running training after its current step; false if none runs. */
    boolean stop() {
        var training = running.get();
        if (training != null) {
            training.set(true);
        }
        return training != null;
    }

    private static TrainingRun prepare(TrainRequest request, TrainingRun.Voice voice) {
        var settings = request.getSettings();
        try (var encoder = ChatEncoder.open(Path.of(request.getModel().getDirectory()))) {
            var rows = encoding(encoder, settings).of(Rows.numbered(request.getTrainRows()));
            rows.checkTrainable(encoder.tokenizer().special().ends());
            var validation = request.getValidationRows().isEmpty()
                    ? TrainingRows.NONE
                    : encoding(encoder, settings).of(Rows.numbered(request.getValidationRows()));
            return new TrainingRun(request, rows, validation, voice);
        }
    }

    private static RowEncoding encoding(ChatEncoder encoder, TrainSettings settings) {
        return new RowEncoding(encoder, settings.getSequenceLength(), settings.getOverLength());
    }
}
