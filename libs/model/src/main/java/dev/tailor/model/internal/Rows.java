package dev.tailor.model.internal;

import dev.tailor.model.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows end to end, without padding; each attends to itself only and begins at position 0. What comes after the last
 * token that predicts something is left out.
 *
 * @param groups rows and width of each run of rows of equal width
 * @param ids of all tokens
 * @param places of the tokens within their rows
 * @param selected the tokens that predict; empty: all are asked for
 * @param labels what they have to predict
 * @param owners the rows that they stand in
 * @param lengths of the rows of all tokens, as they were
 */
record Rows(long[] groups, long[] ids, long[] places, long[] selected, long[] labels, int[] owners, float[] lengths) {

    /** One row, of which all tokens are asked for. */
    static Rows whole(int[] ids) {
        return new Rows(
                new long[] {1, ids.length},
                IntStream.of(ids).asLongStream().toArray(),
                IntStream.range(0, ids.length).asLongStream().toArray(),
                new long[0],
                new long[0],
                new int[0],
                new float[ids.length]);
    }

    static Rows of(List<Example> examples) {
        var widths = examples.stream().mapToInt(Rows::width).toArray();
        int tokens = IntStream.of(widths).sum();
        int trained = examples.stream().mapToInt(Example::trainedTokens).sum();
        var rows = new Rows(
                groups(widths),
                new long[tokens],
                new long[tokens],
                new long[trained],
                new long[trained],
                new int[trained],
                new float[tokens]);
        int at = 0;
        int label = 0;
        for (int row = 0; row < widths.length; row++) {
            label = rows.fill(examples.get(row), row, at, label);
            at += widths[row];
        }
        return rows;
    }

    private int fill(Example example, int row, int at, int label) {
        int next = label;
        for (int i = 0; i < width(example); i++) {
            ids[at + i] = example.ids()[i];
            places[at + i] = i;
            lengths[at + i] = example.ids().length;
            if (example.trained()[i + 1]) {
                selected[next] = at + i;
                labels[next] = example.ids()[i + 1];
                owners[next] = row;
                next++;
            }
        }
        return next;
    }

    private static int width(Example example) {
        int last = example.ids().length - 1;
        while (last > 0 && !example.trained()[last]) {
            last--;
        }
        return Math.max(0, last);
    }

    private static long[] groups(int[] widths) {
        List<Long> groups = new ArrayList<>();
        int from = 0;
        while (from < widths.length) {
            int to = from;
            while (to < widths.length && widths[to] == widths[from]) {
                to++;
            }
            if (widths[from] > 0) {
                groups.add((long) to - from);
                groups.add((long) widths[from]);
            }
            from = to;
        }
        return groups.stream().mapToLong(Long::longValue).toArray();
    }

    /** Tokens that are computed. */
    int tokens() {
        return ids.length;
    }

    int longest() {
        int longest = 0;
        for (int i = 1; i < groups.length; i += 2) {
            longest = Math.max(longest, Math.toIntExact(groups[i]));
        }
        return longest;
    }

    /** Indices of the examples from the shortest to the longest; equal ones keep their order. */
    static List<Integer> byLength(List<Example> examples) {
        return IntStream.range(0, examples.size())
                .boxed()
                .sorted(Comparator.comparingInt(each -> examples.get(each).ids().length))
                .toList();
    }
}
