package dev.tailor.eval;

/** What this service refuses or cannot do. Every message says what is wrong, with which thing, and what to change. */
public abstract sealed class EvalException extends RuntimeException
        permits InvalidRequest,
                UnknownField,
                ComparisonNotFound,
                DatasetNotFound,
                EmptyTestSplit,
                ModelNotFound,
                ModelRefused,
                ContextLengthExceeded,
                ChatQueueFull,
                WorkerLost,
                WorkerFailed,
                WorkerExhausted,
                DatabaseUnavailable,
                PeerFailed,
                PeerUnavailable {
    private static final long serialVersionUID = 1L;

    EvalException(String message) {
        super(message);
    }

    EvalException(String message, Throwable cause) {
        super(message, cause);
    }
}
