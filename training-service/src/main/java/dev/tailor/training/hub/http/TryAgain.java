package dev.tailor.training.hub.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The Hub is overloaded or ill for the moment, and may have said for how long. */
final class TryAgain extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> after;

    TryAgain(String message, Optional<Duration> after) {
        super(message);
        this.after = after;
    }

    Optional<Duration> after() {
        return after;
    }
}
