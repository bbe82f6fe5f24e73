package dev.tailor.eval;

/** A request has a field that nobody reads; it is named by its path as in the public API. */
public final class UnknownField extends EvalException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public UnknownField(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
