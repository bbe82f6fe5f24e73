package dev.tailor.eval;

/** The tensor process refused a model or its input; the reason is its stable code. */
public final class ModelRefused extends EvalException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String field;

    public ModelRefused(String reason, String field, String message) {
        super(message);
        this.reason = reason;
        this.field = field;
    }

    public String reason() {
        return reason;
    }

    /** The setting to blame; empty where none is. */
    public String field() {
        return field;
    }
}
