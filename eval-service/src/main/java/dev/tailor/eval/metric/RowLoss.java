package dev.tailor.eval.metric;

import java.util.List;

/** Cross-entropy of one row's reference: the sum over its tokens in nats, and how many tokens there were. */
public record RowLoss(double sum, int tokens) {
    private static final double LARGEST_EXPONENT = 700;

    public RowLoss {
        if (tokens < 0 || !Double.isFinite(sum)) {
            throw new IllegalArgumentException(
                    "A row's loss needs a finite sum and a count, was " + sum + " over " + tokens + " tokens");
        }
    }

    /** Nats a token over a selection of rows, weighted by tokens; 0 where no token was scored. */
    public static double mean(List<RowLoss> rows, int[] selection) {
        double sum = 0;
        long tokens = 0;
        for (int row : selection) {
            sum += rows.get(row).sum();
            tokens += rows.get(row).tokens();
        }
        return tokens == 0 ? 0 : sum / tokens;
    }

    /** Perplexity that belongs to a loss in nats a token; finite for any loss. */
    public static double perplexity(double loss) {
        return Math.exp(Math.min(loss, LARGEST_EXPONENT));
    }
}
