package dev.tailor.eval;

/** The tensor process ran out of memory or disk; the reason is its stable code. */
public final class WorkerExhausted extends EvalException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public WorkerExhausted(String reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
