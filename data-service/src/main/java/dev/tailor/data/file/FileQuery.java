package dev.tailor.data.file;

import dev.tailor.data.InvalidRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which files to list.
 *
 * @param purpose null: all
 * @param after the id after which the page starts; empty: from the beginning
 */
public record FileQuery(@Nullable FilePurpose purpose, String after, int limit, boolean ascending) {

    private static final int MOST = 10_000;

    public FileQuery {
        if (limit < 0 || limit > MOST) {
            throw new InvalidRequest("limit", "limit must be 1 to %,d, was %d".formatted(MOST, limit));
        }
        limit = limit == 0 ? MOST : limit;
    }
}
