package dev.tailor.eval.comparison;

import java.util.List;

/** Part of a list, and whether more follows. */
public record Page<T>(List<T> entries, boolean more) {
    public Page {
        entries = List.copyOf(entries);
    }

    /** The first entries up to the limit; one more than the limit tells that more follows. */
    public static <T> Page<T> of(List<T> found, int limit) {
        return new Page<>(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }
}
