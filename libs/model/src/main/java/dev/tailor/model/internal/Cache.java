package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys and values of the positions seen so far, for several rows side by side. Prompts are padded on the left, so that
 * all rows append at the same place; a row never attends to its padding.
 */
final class Cache implements AutoCloseable {

    private final Decoder decoder;
    private final NDManager manager;
    private final List<NDArray> keys = new ArrayList<>();
    private final List<NDArray> values = new ArrayList<>();
    private final int[] padding;
    private int[][] pending;
    private int length;

    Cache(Decoder decoder, List<int[]> prompts, int capacity) {
        this.decoder = decoder;
        this.manager = decoder.room().manager().newSubManager();
        int width = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
        padding = prompts.stream().mapToInt(prompt -> width - prompt.length).toArray();
        pending = new int[prompts.size()][width];
        for (int row = 0; row < pending.length; row++) {
            System.arraycopy(prompts.get(row), 0, pending[row], padding[row], prompts.get(row).length);
        }
        var config = decoder.config();
        var shape = new Shape(pending.length, config.keyValueHeads(), Math.max(capacity, width), config.headSize());
        for (int layer = 0; layer < config.layers(); layer++) {
            keys.add(zeros(shape));
            values.add(zeros(shape));
        }
    }

    private NDArray zeros(Shape shape) {
        var plain = manager.zeros(shape);
        if (decoder.arithmetic() == ElementType.F32) {
            return plain;
        }
        try (plain) {
            return decoder.room().script().cast(plain, decoder.arithmetic());
        }
    }

    /** A scope for the tensors of one step. */
    NDManager scope() {
        return manager.newSubManager();
    }

    /** One more token for every row. */
    void append(int[] tokens) {
        pending = new int[tokens.length][];
        for (int row = 0; row < tokens.length; row++) {
            pending[row] = new int[] {tokens[row]};
        }
    }

    /** Takes the pending tokens in; scores of the next one, [rows, vocabulary]. */
    NDArray logits(NDManager scope) {
        int rows = pending.length;
        int width = pending[0].length;
        var turns = decoder.rope().upTo(length + width);
        var result = decoder.room()
                .script()
                .tensor(
                        scope,
                        "decode",
                        scope.create(flat(pending)),
                        scope.create(flat(positions(width))),
                        (long) rows,
                        decoder.weights(),
                        decoder.additions(),
                        keys,
                        values,
                        (long) length,
                        turns.cos(),
                        turns.sin(),
                        mask(scope, width),
                        decoder.constants(),
                        decoder.fractions(0));
        length += width;
        return result;
    }

    private static long[] flat(int[][] numbers) {
        return Arrays.stream(numbers).flatMapToInt(IntStream::of).asLongStream().toArray();
    }

    private int[][] positions(int width) {
        var positions = new int[padding.length][width];
        for (int row = 0; row < padding.length; row++) {
            for (int i = 0; i < width; i++) {
                positions[row][i] = Math.max(0, length + i - padding[row]);
            }
        }
        return positions;
    }

    private NDArray mask(NDManager scope, int width) {
        int seen = length + width;
        var mask = new float[padding.length * width * seen];
        int at = 0;
        int sliding = decoder.config().slidingWindow();
        int window = sliding == 0 ? Integer.MAX_VALUE : sliding;
        for (int pad : padding) {
            for (int query = length; query < seen; query++) {
                for (int key = 0; key < seen; key++) {
                    // Padding sees itself alone: a row of nothing but minus infinity would be no number.
                    boolean visible = key == query || (key < query && key >= pad && query - key < window);
                    mask[at++] = visible ? 0 : Float.NEGATIVE_INFINITY;
                }
            }
        }
        return scope.create(mask, new Shape(padding.length, 1, width, seen));
    }

    @Override
    public void close() {
        manager.close();
    }
}
