package dev.tailor.model;

import java.util.Set;

/**
 * How to choose tokens.
 *
 * @param temperature 0 is greedy
 * @param topP 1 is off
 * @param stopTokens ids that end the continuation
 * @param topLogprobs alternatives to tell with each token
 */
public record Sampling(
        double temperature, double topP, long seed, int maxTokens, Set<Integer> stopTokens, int topLogprobs) {

    public Sampling {
        stopTokens = Set.copyOf(stopTokens);
        if (!(temperature >= 0)) {
            throw new InvalidSettings(
                    "temperature", "temperature is %s, it must not be negative".formatted(temperature));
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new InvalidSettings("top_p", "top_p is %s, it must be above 0 and at most 1".formatted(topP));
        }
    }

    /** The likeliest token every time. */
    public static Sampling greedy(int maxTokens, Set<Integer> stopTokens) {
        return new Sampling(0, 1, 0, maxTokens, stopTokens, 0);
    }
}
