package dev.tailor.eval.model;

import dev.tailor.eval.EvalException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Removes the copies of models that training-service no longer has: at start, after each pause, until it is closed. */
public final class ModelSweep implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelSweep.class);

    private final Models models;
    private final Duration pause;
    private final Thread thread = Thread.ofVirtual().name("model-sweep").unstarted(this::run);

    public ModelSweep(Models models, Duration pause) {
        this.models = models;
        this.pause = pause;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                sweep();
                Thread.sleep(pause);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** What could not be asked or removed waits for the next time. */
    private void sweep() {
        try {
            models.sweep();
        } catch (EvalException | UncheckedIOException failed) {
            LOG.infof("copies of deleted models stay for now reason=%s", failed.getMessage());
        }
    }
}
