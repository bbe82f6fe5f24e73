package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.Example;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples side by side, padded on the right to the longest, and the flat positions whose next token is predicted.
 *
 * @param width tokens of a row
 * @param ids row by row
 * @param positions flat indices of the predicting positions
 * @param labels the tokens to predict there
 * @param owners the example of each position
 */
record Batch(int rows, int width, long[] ids, long[] positions, long[] labels, int[] owners) {

    static Batch of(List<Example> examples) {
        int width = examples.stream().mapToInt(each -> each.ids().length).max().orElseThrow();
        int trained = examples.stream().mapToInt(Example::trainedTokens).sum();
        var batch = new Batch(
                examples.size(),
                width,
                new long[examples.size() * width],
                new long[trained],
                new long[trained],
                new int[trained]);
        int next = 0;
        for (int row = 0; row < examples.size(); row++) {
            next = batch.fill(row, examples.get(row), next);
        }
        return batch;
    }

    private int fill(int row, Example example, int next) {
        int at = next;
        for (int i = 0; i < example.ids().length; i++) {
            ids[row * width + i] = example.ids()[i];
            if (i > 0 && example.trained()[i]) {
                positions[at] = (long) row * width + i - 1;
                labels[at] = example.ids()[i];
                owners[at] = row;
                at++;
            }
        }
        return at;
    }

    int trainedTokens() {
        return labels.length;
    }

    NDArray ids(NDManager manager) {
        return manager.create(ids, new Shape(rows, width));
    }

    NDArray positions(NDManager manager) {
        return manager.create(positions);
    }

    NDArray labels(NDManager manager) {
        return manager.create(labels);
    }

    /** Indices of the examples from the shortest to the longest; equal ones keep their order. */
    static List<Integer> byLength(List<Example> examples) {
        return IntStream.range(0, examples.size())
                .boxed()
                .sorted(java.util.Comparator.comparingInt(
                        each -> examples.get(each).ids().length))
                .toList();
    }
}
