package dev.tailor.training.job;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the worker tells during a run. */
public sealed interface TrainerReport {

    /** @param fromStep the step that the run goes on after; 0 from the start */
    record Started(int totalSteps, int fromStep, LongRows longRows) implements TrainerReport {}

    /**
     * Rows longer than the sequence length.
     *
     * @param truncated those that lost a part
     * @param split those that became several
     * @param lines of the first of them in the training file
     */
    record LongRows(long truncated, long dropped, long split, List<Long> lines) {

        public static final LongRows NONE = new LongRows(0, 0, 0, List.of());

        public LongRows {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param tokens real tokens of the step
     * @param seconds wall time of the step
     * @param mfu share of the machine's peak, null where that was not measured
     */
    record Step(
            int step,
            double epoch,
            double loss,
            double accuracy,
            double learningRate,
            double gradNorm,
            long tokens,
            double seconds,
            @Nullable Double mfu)
            implements TrainerReport {}

    record Validated(int step, double loss, double accuracy) implements TrainerReport {}

    record Sampled(Samples samples) implements TrainerReport {}

    record Saved(int step, Path directory) implements TrainerReport {}

    record Warned(String message) implements TrainerReport {}

    record Stopped(int step) implements TrainerReport {}

    record Finished(int step, long trainedTokens, long peakMemory, boolean early) implements TrainerReport {}
}
