package dev.tailor.acceptance.mesh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what happens by itself. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 100;

    private Eventually() {}

    static void holds(String what, Condition condition) throws IOException, InterruptedException {
        for (var polls = PATIENCE.toMillis() / POLL_MILLIS; polls > 0; polls--) {
            if (condition.holds()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new AssertionError("Not after " + PATIENCE + ": " + what);
    }

    /** A look at the world outside. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }
}
