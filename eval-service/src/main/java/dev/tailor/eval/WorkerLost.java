package dev.tailor.eval;

/** The tensor process did not start, or ended during a call; the next call starts a new one. */
public final class WorkerLost extends EvalException {
    private static final long serialVersionUID = 1L;

    public WorkerLost(String message, Throwable cause) {
        super(message, cause);
    }
}
