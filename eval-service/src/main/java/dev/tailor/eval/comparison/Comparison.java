package dev.tailor.eval.comparison;

import java.time.Instant;

/** One comparison and where it stands. */
public record Comparison(String id, Subject subject, Instant createdAt, ComparisonState state) {
    public Comparison {
        if (!id.startsWith("cmp-")) {
            throw new IllegalArgumentException("A comparison's id starts with cmp-, was " + id);
        }
    }

    public Comparison with(ComparisonState next) {
        return new Comparison(id, subject, createdAt, next);
    }
}
