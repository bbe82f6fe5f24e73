package dev.tailor.eval;

/** Prompt and wanted tokens do not fit into the model's window; the field is the one to change. */
public final class ContextLengthExceeded extends EvalException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public ContextLengthExceeded(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
