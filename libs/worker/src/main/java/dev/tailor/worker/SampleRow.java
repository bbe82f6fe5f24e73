package dev.tailor.worker;

import java.util.Arrays;
import java.util.Optional;

/**
 * A row as a model in training is asked it.
 *
 * @param prompt what stands before the last answer; of a plain text its first half
 * @param reference how the row goes on
 * @param line in the file that it came from
 */
record SampleRow(int[] prompt, int[] reference, long line) {

    /** Empty where the row has no answer, or one behind too long a prompt. */
    static Optional<SampleRow> of(TrainingRows.Row row, int longestPrompt) {
        var chat = row.chat();
        int end = chat.ids().length;
        while (end > 0 && !chat.trained()[end - 1]) {
            end--;
        }
        int from = end;
        while (from > 0 && chat.trained()[from - 1]) {
            from--;
        }
        if (from <= 1) {
            from = Math.min(end / 2, longestPrompt);
        }
        return from > 0 && from <= longestPrompt ? Optional.of(cut(row, from, end)) : Optional.empty();
    }

    private static SampleRow cut(TrainingRows.Row row, int from, int end) {
        int[] ids = row.chat().ids();
        return new SampleRow(Arrays.copyOf(ids, from), Arrays.copyOfRange(ids, from, end), row.line());
    }
}
