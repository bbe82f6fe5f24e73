package dev.tailor.model.internal;

import dev.tailor.model.Example;
import dev.tailor.model.TrainingSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How much there is to do in the steps of a training: real tokens, the longest pass, a typical step. */
final class Workload {

    private static final int MOST_STEPS = 20_000;

    private final List<List<Example>> steps;
    private final int rowsAtOnce;
    private final int total;

    /**
     * @param steps the rows of each, from the shortest to the longest
     * @param rowsAtOnce in a pass
     * @param total number of steps, of which those may be the first ones
     */
    Workload(List<List<Example>> steps, int rowsAtOnce, int total) {
        this.steps = List.copyOf(steps);
        this.rowsAtOnce = rowsAtOnce;
        this.total = total;
    }

    static Workload of(List<Example> train, TrainingSettings settings) {
        var order = new Order(train, settings);
        List<List<Example>> steps = new ArrayList<>();
        for (int step = 1; step <= Math.min(order.totalSteps(), MOST_STEPS); step++) {
            steps.add(order.passes(step).stream().flatMap(List::stream).toList());
        }
        return new Workload(steps, settings.microBatchSize(), order.totalSteps());
    }

    int rowsAtOnce() {
        return rowsAtOnce;
    }

    int totalSteps() {
        return total;
    }

    /** Tokens of an average step. */
    double meanTokens() {
        return steps.stream().mapToLong(Workload::tokens).average().orElse(0);
    }

    /** The rows of the step that holds the longest pass. */
    List<Example> longestStep() {
        return steps.stream()
                .max(Comparator.comparingLong(rows -> tokens(longestPass(rows, rowsAtOnce))))
                .orElseThrow();
    }

    /** From the shortest row to the longest. */
    List<Example> longestPassRows() {
        return longestPass(longestStep(), rowsAtOnce);
    }

    List<Example> typicalStep() {
        var sorted = steps.stream()
                .sorted(Comparator.comparingLong(Workload::tokens))
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Tokens of the longest pass, were there so many rows in a pass. */
    long longestPass(int rows) {
        return steps.stream()
                .mapToLong(step -> tokens(longestPass(step, rows)))
                .max()
                .orElse(0);
    }

    /** Of those with something to learn. */
    Example longestRow() {
        return steps.stream()
                .flatMap(List::stream)
                .filter(row -> row.trainedTokens() > 0)
                .max(Comparator.comparingInt(row -> row.ids().length))
                .orElseThrow();
    }

    /** Tokens of the longest row, whether it has something to learn or not. */
    int longestLength() {
        return steps.stream()
                .flatMap(List::stream)
                .mapToInt(row -> row.ids().length)
                .max()
                .orElse(0);
    }

    static long tokens(List<Example> rows) {
        return rows.stream().mapToLong(row -> row.ids().length).sum();
    }

    /** Rows stand by length, and fill pass after pass. */
    private static List<Example> longestPass(List<Example> step, int size) {
        List<Example> longest = List.of();
        for (int from = 0; from < step.size(); from += size) {
            var pass = step.subList(from, Math.min(step.size(), from + size));
            longest = tokens(pass) > tokens(longest) ? pass : longest;
        }
        return longest;
    }
}
