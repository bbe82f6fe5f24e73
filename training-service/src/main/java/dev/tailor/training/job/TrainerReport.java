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

        String inWords(Room room) {
            var fates = new ArrayList<String>();
            tell(truncated, "truncated", fates);
            tell(split, "split", fates);
            tell(dropped, "dropped" + room.whyDropped(), fates);
            var where = lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return "Of the rows that exceed the sequence length of %d tokens, %s; the first of them are on lines %s of the training file%s"
                    .formatted(room.length(), String.join(", ", fates), where, dropped > 0 ? room.remedy() : "");
        }

        private static void tell(long count, String fate, List<String> fates) {
            if (count > 0) {
                fates.add("%d %s %s".formatted(count, count == 1 ? "was" : "were", fate));
            }
        }
    }

    /**
     * What rows may take.
     *
     * @param length of a row, in tokens
     * @param window tokens that the model can read at once
     */
    record Room(OverLength policy, int length, int window) {

        private String whyDropped() {
            return switch (policy) {
                case TRUNCATE -> ", since their prompts alone fill it";
                case SPLIT -> ", since no exchange of theirs fits into it";
                case ERROR, DROP -> "";
            };
        }

        private String remedy() {
            return switch (policy) {
                case TRUNCATE, SPLIT ->
                    length < window
                            ? "; to keep those that were dropped raise x_tailor.sequence_length (the model can read %d) or shorten them"
                                    .formatted(window)
                            : "; to keep those that were dropped shorten them, the model can read no more at once";
                case ERROR, DROP -> "";
            };
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
