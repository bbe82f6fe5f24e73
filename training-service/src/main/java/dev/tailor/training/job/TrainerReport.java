package dev.tailor.training.job;

import java.nio.file.Path;

/** What the worker tells during a run. */
public sealed interface TrainerReport {

    /** @param fromStep the step that the run goes on after; 0 from the start */
    record Started(int totalSteps, int fromStep, long rowsTruncated, long rowsDropped) implements TrainerReport {}

    /**
     * @param tokens real tokens of the step
     * @param seconds wall time of the step
     */
    record Step(
            int step,
            double epoch,
            double loss,
            double accuracy,
            double learningRate,
            double gradNorm,
            long tokens,
            double seconds)
            implements TrainerReport {}

    record Validated(int step, double loss, double accuracy) implements TrainerReport {}

    record Saved(int step, Path directory) implements TrainerReport {}

    record Warned(String message) implements TrainerReport {}

    record Stopped(int step) implements TrainerReport {}

    record Finished(int step, long trainedTokens, long peakMemory, boolean early) implements TrainerReport {}
}
