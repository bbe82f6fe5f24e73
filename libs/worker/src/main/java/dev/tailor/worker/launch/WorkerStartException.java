package dev.tailor.worker.launch;

import org.jspecify.annotations.Nullable;

/** The worker did not become ready; the message quotes the end of its log. */
public final class WorkerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WorkerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
