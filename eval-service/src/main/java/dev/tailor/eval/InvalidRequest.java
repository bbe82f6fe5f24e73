package dev.tailor.eval;

/** A field of a request holds what it must not hold; the field is a path as in the public API. */
public final class InvalidRequest extends EvalException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidRequest(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
