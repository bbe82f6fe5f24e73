package dev.tailor.training.job;

/**
 * Where a page starts and how long it may be.
 *
 * @param after id of the last element seen; empty: from the beginning
 */
public record Cursor(String after, int limit) {

    private static final int MOST = 100;

    public Cursor {
        limit = Math.clamp(limit, 1, MOST);
    }
}
