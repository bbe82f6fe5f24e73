package dev.tailor.data.file;

import java.time.Instant;
import java.util.Objects;

/**
 * A file that has arrived whole.
 *
 * @param contentHash SHA-256 of its bytes, in hexadecimal
 */
public record StoredFile(
        String id, FileDescription description, long bytes, String contentHash, Instant createdAt, FileState state) {

    public StoredFile {
        Objects.requireNonNull(id, "id");
        if (bytes < 0) {
            throw new IllegalArgumentException("A file cannot have %d bytes".formatted(bytes));
        }
    }

    public StoredFile in(FileState next) {
        return new StoredFile(id, description, bytes, contentHash, createdAt, next);
    }

    public boolean waits() {
        return state instanceof FileState.Uploaded;
    }
}
