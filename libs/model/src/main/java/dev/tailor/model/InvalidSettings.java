package dev.tailor.model;

/** A setting that cannot be used. */
public final class InvalidSettings extends ModelException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidSettings(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The setting to blame, for example {@code lora.rank}. */
    public String field() {
        return field;
    }
}
