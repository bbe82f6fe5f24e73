package dev.tailor.data.dataset;

/** rows = train + validation + test + duplicates + rejected. */
public record DatasetCounts(long train, long validation, long test, long duplicates, long rejected) {

    public long rows() {
        return train + validation + test + duplicates + rejected;
    }

    public long of(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }
}
