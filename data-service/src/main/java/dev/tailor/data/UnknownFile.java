package dev.tailor.data;

/** No such file. */
public final class UnknownFile extends DataException {

    private static final long serialVersionUID = 1L;

    public UnknownFile(String id) {
        super("There is no file \"%s\"; it may have been deleted".formatted(id));
    }
}
