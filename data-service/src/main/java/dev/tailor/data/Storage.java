package dev.tailor.data;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a failure of the storage means to the caller. */
public final class Storage {

    private Storage() {}

    public static DataException failure(String what, IOException cause) {
        return full(cause)
                ? new StorageFull(cause)
                : new StorageFailed(what + ": " + cause.getMessage() + "; check the storage and try again", cause);
    }

    /** Java has no exception of its own for a full disk: the system's words are all there is. */
    private static boolean full(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (saysFull(at instanceof FileSystemException file ? file.getReason() : at.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysFull(@Nullable String words) {
        String lower = words == null ? "" : words.toLowerCase(Locale.ROOT);
        return lower.contains("no space left")
                || lower.contains("quota exceeded")
                || lower.contains("not enough space");
    }
}
