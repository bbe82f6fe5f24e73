package dev.tailor.eval.comparison;

/** How much of a dataset is used, and how long an answer may be in tokens. */
public record EvaluationLimits(int maxRows, int answerTokens) {
    public EvaluationLimits {
        if (maxRows < 1 || answerTokens < 1) {
            throw new IllegalArgumentException(
                    "tailor.eval.max-rows and tailor.eval.answer-tokens must be at least 1, were %d and %d"
                            .formatted(maxRows, answerTokens));
        }
    }
}
