package dev.tailor.training.job;

import java.util.List;

/** What the model says as it stands after a step. */
public record Samples(int step, List<Sample> samples) {

    public Samples {
        samples = List.copyOf(samples);
    }

    /**
     * One answer.
     *
     * @param line of the row in its file
     * @param prompt as the model reads it
     * @param reference how the row goes on
     */
    public record Sample(long line, String prompt, String answer, String reference, Finish finish) {}

    /** Why an answer ends. */
    public enum Finish {
        STOP,
        LENGTH
    }
}
