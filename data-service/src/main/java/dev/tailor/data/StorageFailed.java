package dev.tailor.data;

/** The place where blobs lie does not work. */
public final class StorageFailed extends DataException {

    private static final long serialVersionUID = 1L;

    public StorageFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
