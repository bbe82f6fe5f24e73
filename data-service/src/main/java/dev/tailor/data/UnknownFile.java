package dev.tailor.data;

/** No such file. */
public final class UnknownFile extends DataException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public UnknownFile(String id) {
        this(id, "");
    }

    /** @param field that names the file */
    public UnknownFile(String id, String field) {
        super("There is no file \"%s\"; it may have been deleted or have expired: upload it again".formatted(id));
        this.field = field;
    }

    /** training_file or validation_file; empty where the file itself was asked for. */
    public String field() {
        return field;
    }
}
