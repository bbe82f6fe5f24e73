package dev.tailor.data.preparation;

/** rows = kept + duplicates + rejected. */
public record RowCounts(long rows, long kept, long duplicates, long rejected) {

    public RowCounts {
        if (rows != kept + duplicates + rejected) {
            throw new IllegalArgumentException("%d rows are not %d kept, %d duplicates and %d rejected"
                    .formatted(rows, kept, duplicates, rejected));
        }
    }
}
