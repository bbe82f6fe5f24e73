package dev.tailor.data;

/** The place where blobs lie has no space left. */
public final class StorageFull extends DataException {

    private static final long serialVersionUID = 1L;

    public StorageFull(Throwable cause) {
        super("The storage is full; delete files that are no longer needed, or give it more space", cause);
    }
}
