package dev.tailor.eval;

/** Prompt and wanted tokens do not fit into the model's window. */
public final class ContextLengthExceeded extends EvalException {
    private static final long serialVersionUID = 1L;

    public ContextLengthExceeded(String message) {
        super(message);
    }
}
