package dev.tailor.data;

/** A file that cannot be the source of rows. */
public final class UnusableFile extends DataException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public UnusableFile(String field, String message) {
        super(message);
        this.field = field;
    }

    /** training_file or validation_file. */
    public String field() {
        return field;
    }
}
