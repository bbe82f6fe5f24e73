package dev.tailor.eval;

/** The tensor process broke over a call: a fault of ours, not of the request. */
public final class WorkerFailed extends EvalException {
    private static final long serialVersionUID = 1L;

    public WorkerFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
