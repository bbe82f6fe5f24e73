package dev.tailor.model;

/** How a training ended. */
public sealed interface TrainingOutcome {

    /**
     * The result is written.
     *
     * @param step whose weights are the result: the last, or the best under early stopping
     */
    record Finished(int step, long trainedTokens, boolean stoppedEarly) implements TrainingOutcome {}

    /** It was asked to stop, and can go on from the checkpoint of this step. */
    record Stopped(int step) implements TrainingOutcome {}
}
