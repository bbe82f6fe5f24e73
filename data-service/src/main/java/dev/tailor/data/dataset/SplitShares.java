package dev.tailor.data.dataset;

import dev.tailor.data.InvalidRequest;

/** Shares of the cleaned rows; they add up to 1. */
public record SplitShares(double train, double validation, double test, long seed) {

    private static final double ROUNDING = 1e-6;

    public SplitShares {
        check("train", train);
        check("validation", validation);
        check("test", test);
        if (Math.abs(train + validation + test - 1) > ROUNDING) {
            throw new InvalidRequest(
                    "x_tailor.split",
                    "The shares must add up to 1; train %s, validation %s and test %s make %s"
                            .formatted(train, validation, test, train + validation + test));
        }
        if (train == 0) {
            throw new InvalidRequest("x_tailor.split.train", "train must be more than 0, or there is nothing to learn");
        }
    }

    /** What a file gets that asks for nothing else. */
    public static SplitShares ofOneFile() {
        return new SplitShares(0.8, 0.1, 0.1, 0);
    }

    /** What a training file gets beside a validation file. */
    public static SplitShares besideValidationFile() {
        return new SplitShares(0.9, 0, 0.1, 0);
    }

    private static void check(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new InvalidRequest("x_tailor.split." + name, "%s must be 0 to 1, was %s".formatted(name, share));
        }
    }
}
