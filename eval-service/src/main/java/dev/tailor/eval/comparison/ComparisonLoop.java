package dev.tailor.eval.comparison;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Runs comparisons as they come, on a thread of its own, until it is closed. */
public final class ComparisonLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ComparisonLoop.class);

    private final ComparisonRunner runner;
    private final Duration pause;
    private final Thread thread = Thread.ofVirtual().name("comparisons").unstarted(this::run);

    public ComparisonLoop(ComparisonRunner runner, Duration pause) {
        this.runner = runner;
        this.pause = pause;
    }

    public void start() {
        thread.start();
    }

    /** Lets go of a comparison that runs; it is taken up again when its lease has run out or was given back. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            boolean more = false;
            while (!Thread.currentThread().isInterrupted()) {
                if (!more) {
                    Thread.sleep(pause);
                }
                more = ranOne();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong outside a run is logged, and the loop goes on after a pause. */
    private boolean ranOne() {
        return switch (Attempt.of(runner::runNext)) {
            case Attempt.Done<Boolean>(var ran) -> ran;
            case Attempt.Failed<Boolean>(var reason) -> {
                Outage.of(reason)
                        .ifPresentOrElse(
                                outage -> LOG.warnf("comparisons wait reason=%s", outage.reason()),
                                () -> LOG.error("comparisons could not be looked up", reason));
                yield false;
            }
        };
    }
}
