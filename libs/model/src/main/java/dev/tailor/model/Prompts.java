package dev.tailor.model;

import java.util.List;
import java.util.Set;

/**
 * What a model is asked again and again while it is trained.
 *
 * @param prompts in tokens
 * @param maxTokens of an answer
 * @param stopTokens ids that end an answer
 */
public record Prompts(List<int[]> prompts, int maxTokens, Set<Integer> stopTokens) {

    public static final Prompts NONE = new Prompts(List.of(), 1, Set.of());

    public Prompts {
        prompts = List.copyOf(prompts);
        stopTokens = Set.copyOf(stopTokens);
        if (maxTokens < 1) {
            throw new InvalidSettings(
                    "samples.max_tokens", "samples.max_tokens is %d, it must be at least 1".formatted(maxTokens));
        }
    }
}
