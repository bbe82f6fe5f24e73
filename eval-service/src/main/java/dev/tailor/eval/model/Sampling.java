package dev.tailor.eval.model;

import dev.tailor.eval.InvalidRequest;
import java.util.List;

/**
 * How the next token is chosen and when to stop. Equal seeds give equal answers.
 *
 * @param maxTokens 0: up to the end of the model's window
 * @param temperature 0 to 2; 0 always takes the likeliest token
 * @param topP above 0 to 1; 1 keeps every token
 * @param stop at most four texts that end the answer and are no part of it
 */
public record Sampling(
        int maxTokens, double temperature, double topP, long seed, List<String> stop, Logprobs logprobs) {
    public Sampling {
        stop = List.copyOf(stop);
        require(maxTokens >= 0, "max_tokens", "max_tokens must be at least 1, was " + maxTokens);
        require(
                temperature >= 0 && temperature <= 2,
                "temperature",
                "temperature must lie between 0 and 2, was " + temperature);
        require(topP > 0 && topP <= 1, "top_p", "top_p must be above 0 and at most 1, was " + topP);
        require(stop.size() <= 4, "stop", "stop takes at most 4 texts, was given " + stop.size());
        require(stop.stream().noneMatch(String::isEmpty), "stop", "A stop text must not be empty");
    }

    /** The same with another seed, for a further choice. */
    public Sampling withSeed(long other) {
        return new Sampling(maxTokens, temperature, topP, other, stop, logprobs);
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new InvalidRequest(field, message);
        }
    }
}
