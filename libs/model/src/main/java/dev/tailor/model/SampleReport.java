package dev.tailor.model;

import java.util.List;

/**
 * What a model in training says.
 *
 * @param step whose weights said it
 * @param answers the likeliest continuations, in the order of the prompts; a stop token is the last where it was reached
 */
public record SampleReport(int step, List<int[]> answers) {

    public SampleReport {
        answers = List.copyOf(answers);
    }
}
