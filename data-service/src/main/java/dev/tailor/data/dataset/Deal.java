package dev.tailor.data.dataset;

import dev.tailor.data.EmptySplit;
import dev.tailor.data.preparation.RowKey;
import java.util.Arrays;

/**
 * Deals rows by a number made of their content and a seed: the smallest numbers are the test split, the next ones the
 * validation split, the rest is trained on. Shares are met to the row, and a share above 0 gets at least one.
 *
 * @param testBelow rows whose number is smaller are the test split
 * @param validationBelow of the others, rows whose number is smaller are the validation split
 */
public record Deal(long seed, long testBelow, long validationBelow) {

    /** The deal for rows with these numbers, which it sorts. */
    static Deal of(long[] numbers, SplitShares shares) {
        Arrays.sort(numbers);
        int test = take(numbers.length, shares.test());
        int validation = take(numbers.length, shares.validation());
        if (test + validation >= numbers.length) {
            throw new EmptySplit(("%d rows are too few for train %s, validation %s and test %s: every split needs a"
                            + " row; add rows, or set a share to 0")
                    .formatted(numbers.length, shares.train(), shares.validation(), shares.test()));
        }
        return new Deal(shares.seed(), numbers[test], numbers[test + validation]);
    }

    Split of(RowKey key) {
        long number = key.deal(seed);
        if (number < testBelow) {
            return Split.TEST;
        }
        return number < validationBelow ? Split.VALIDATION : Split.TRAIN;
    }

    private static int take(int rows, double share) {
        return share == 0 ? 0 : (int) Math.max(1, Math.round(rows * share));
    }
}
