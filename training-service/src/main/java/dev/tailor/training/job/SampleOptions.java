package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * What the model is asked after each validation; null means that the recommended value is taken.
 *
 * @param prompts validation rows; 0: none
 * @param maxTokens of an answer
 * @param longestPrompt in tokens
 */
public record SampleOptions(
        @Nullable Integer prompts,
        @Nullable Integer maxTokens,
        @Nullable Integer longestPrompt) {

    public static final SampleOptions AUTO = new SampleOptions(null, null, null);

    private static final int MOST_PROMPTS = 32;
    private static final int MOST_TOKENS = 1024;
    private static final int LONGEST_PROMPT = 8192;

    public SampleOptions {
        Check.within("x_tailor.samples.prompts", prompts, 0, MOST_PROMPTS);
        Check.within("x_tailor.samples.max_tokens", maxTokens, 1, MOST_TOKENS);
        Check.within("x_tailor.samples.longest_prompt", longestPrompt, 1, LONGEST_PROMPT);
    }
}
