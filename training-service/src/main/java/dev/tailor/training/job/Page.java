package dev.tailor.training.job;

import java.util.List;

/** Part of a list, and whether there is more of it. */
public record Page<T>(List<T> items, boolean hasMore) {

    public Page {
        items = List.copyOf(items);
    }

    /** Of one more element than the page may have, if there are so many. */
    public static <T> Page<T> of(List<T> oneMore, int limit) {
        return oneMore.size() > limit ? new Page<>(oneMore.subList(0, limit), true) : new Page<>(oneMore, false);
    }
}
