package dev.tailor.training.job;

/** Shares of the cleaned rows, which add up to 1, and the seed that deals them. */
public record SplitShares(double train, double validation, double test, long seed) {

    private static final double ROUNDING = 1e-6;

    public SplitShares {
        Check.within("x_tailor.split.train", train, 0, 1);
        Check.within("x_tailor.split.validation", validation, 0, 1);
        Check.within("x_tailor.split.test", test, 0, 1);
        Check.above("x_tailor.split.train", train, 0);
        Check.holds(
                Math.abs(train + validation + test - 1) <= ROUNDING,
                "x_tailor.split",
                "x_tailor.split must add up to 1, was %s".formatted(train + validation + test));
    }
}
