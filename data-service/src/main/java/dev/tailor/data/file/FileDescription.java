package dev.tailor.data.file;

import dev.tailor.data.InvalidRequest;
import dev.tailor.data.preparation.BadRows;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the uploader says about a file. */
public record FileDescription(
        String filename,
        FilePurpose purpose,
        BadRows badRows,
        @Nullable Instant expiresAt) {

    private static final int LONGEST_NAME = 512;

    public FileDescription {
        if (filename.isBlank() || filename.length() > LONGEST_NAME) {
            throw new InvalidRequest("file", "The file needs a name of 1 to %d characters".formatted(LONGEST_NAME));
        }
    }

    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }
}
