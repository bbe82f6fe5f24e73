package dev.tailor.data;

/** No such dataset. */
public final class UnknownDataset extends DataException {

    private static final long serialVersionUID = 1L;

    public UnknownDataset(String id) {
        super("There is no dataset \"%s\"".formatted(id));
    }
}
