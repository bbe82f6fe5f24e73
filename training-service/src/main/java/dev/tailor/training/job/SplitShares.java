package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/** Shares of the cleaned rows, which add up to 1, and the seed that deals them. */
public record SplitShares(double train, double validation, double test, long seed) {

    private static final double ROUNDING = 1e-6;
    private static final SplitShares OF_ONE_FILE = new SplitShares(0.8, 0.1, 0.1, 0);
    private static final SplitShares BESIDE_VALIDATION_FILE = new SplitShares(0.9, 0.0, 0.1, 0);

    public SplitShares {
        Check.within("x_tailor.split.train", train, 0, 1);
        Check.within("x_tailor.split.validation", validation, 0, 1);
        Check.within("x_tailor.split.test", test, 0, 1);
        Check.above("x_tailor.split.train", train, 0);
        Check.holds(
                Math.abs(train + validation + test - 1) <= ROUNDING,
                "x_tailor.split",
                "The shares of x_tailor.split must add up to 1, was %s; one that is left out is 0, and without any of them the recommended ones are taken"
                        .formatted(train + validation + test));
    }

    /** @param validationFile null: the validation rows are a share of the training file */
    public static SplitShares recommended(@Nullable String validationFile) {
        return validationFile == null ? OF_ONE_FILE : BESIDE_VALIDATION_FILE;
    }

    public SplitShares withSeed(long other) {
        return new SplitShares(train, validation, test, other);
    }
}
