package dev.tailor.data;

/** A request that names something impossible. */
public final class InvalidRequest extends DataException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidRequest(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The path of the field to blame, as the public API spells it. */
    public String field() {
        return field;
    }
}
