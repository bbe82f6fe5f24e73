package dev.tailor.model;

/**
 * How well a model predicts one row.
 *
 * @param lossSum over the trained tokens, in nats
 * @param tokens that carried loss
 * @param rightTokens of them, those that were the likeliest
 */
public record Score(double lossSum, int tokens, int rightTokens) {

    /** Mean loss per token; 0 where no token carried loss. */
    public double loss() {
        return tokens == 0 ? 0 : lossSum / tokens;
    }

    public double accuracy() {
        return tokens == 0 ? 0 : (double) rightTokens / tokens;
    }

    public Score plus(Score other) {
        return new Score(lossSum + other.lossSum, tokens + other.tokens, rightTokens + other.rightTokens);
    }
}
