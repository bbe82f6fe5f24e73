package dev.tailor.training.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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

        boolean isNone() {
            return truncated + dropped + split == 0;
        }

        String inWords() {
            var fates = new ArrayList<String>();
            tell(truncated, "truncated", fates);
            tell(split, "split", fates);
            tell(
                    dropped,
                    fates.isEmpty() ? "dropped" : "dropped, as nothing of them that carries loss would fit",
                    fates);
            var where = lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return "Of the rows that exceed the sequence length, %s; the first of them are on lines %s of the training file"
                    .formatted(String.join(", ", fates), where);
        }

        private static void tell(long count, String fate, List<String> fates) {
            if (count > 0) {
                fates.add("%d %s %s".formatted(count, count == 1 ? "was" : "were", fate));
            }
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
