package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The output matrix and the loss, a few rows at a time, so that no more than those rows' logits exist at once. */
final class OutputLoss {

    /** Logits of a chunk in float32. In half of that precision the matrix's gradient costs a pass over it for each chunk. */
    private static final int NUMBERS = 8 << 20;

    private static final int NUMBERS_IN_HALF = 32 << 20;

    /** A GPU wants large ones: it waits for the end of each. */
    private static final int NUMBERS_AT_GPU = 64 << 20;

    private static final int MOST_ROWS = 256;
    private static final int MOST_ROWS_IN_HALF = 1024;
    private static final int MOST_ROWS_AT_GPU = 4096;
    private static final int FEWEST_ROWS = 32;

    private final Decoder decoder;
    private final TensorScript script;
    private final TokenLoss loss;
    private final int chunk;

    OutputLoss(Decoder decoder) {
        this.decoder = decoder;
        this.script = decoder.room().script();
        this.loss = TokenLoss.on(decoder);
        this.chunk = chunk(decoder);
    }

    private static int chunk(Decoder decoder) {
        int vocabulary = decoder.config().vocabularySize();
        if (decoder.room().manager().getDevice().isGpu()) {
            return Math.clamp(NUMBERS_AT_GPU / vocabulary, FEWEST_ROWS, MOST_ROWS_AT_GPU);
        }
        return decoder.arithmetic() == ElementType.F32
                ? Math.clamp(NUMBERS / vocabulary, FEWEST_ROWS, MOST_ROWS)
                : Math.clamp(NUMBERS_IN_HALF / vocabulary, FEWEST_ROWS, MOST_ROWS_IN_HALF);
    }

    /**
     * Of each row.
     *
     * @param loss in nats
     * @param right whether the likeliest token is the right one
     */
    record Losses(float[] loss, boolean[] right) {}

    Losses losses(NDManager scope, NDArray hidden, long[] labels) {
        var losses = new Losses(new float[labels.length], new boolean[labels.length]);
        for (int from = 0; from < labels.length; from += chunk) {
            int to = Math.min(labels.length, from + chunk);
            try (var logits = logits(scope, hidden, from, to)) {
                loss.score(logits, new TokenLoss.Labels(labels, from, to), losses);
            }
        }
        return losses;
    }

    /**
     * How gradients are made.
     *
     * @param weight of each row's loss in the whole
     * @param smoothing of the labels
     */
    record Backward(double weight, double smoothing) {}

    /**
     * What a backward pass goes on with.
     *
     * @param gradient of the hidden states
     */
    record Learnt(Losses losses, NDArray gradient) {}

    /**
     * Adds the output matrix's gradient.
     *
     * @param hidden states, whose manager takes what results
     */
    Learnt learn(NDArray hidden, long[] labels, Backward backward, Gradients gradients) {
        var scope = hidden.getManager();
        var losses = new Losses(new float[labels.length], new boolean[labels.length]);
        var gradient = script.tensor(scope, "like", hidden);
        var sums = gradients.sums();
        for (int from = 0; from < labels.length; from += chunk) {
            int to = Math.min(labels.length, from + chunk);
            try (var logits = logits(scope, hidden, from, to)) {
                loss.gradient(logits, new TokenLoss.Labels(labels, from, to), backward, losses);
                script.tensor(
                                scope,
                                "logits_back",
                                logits,
                                hidden,
                                gradient,
                                (long) from,
                                (long) to,
                                decoder.weights(),
                                gradients.weights(),
                                decoder.constants(sums))
                        .close();
            }
            sums = Gradients.Sums.GO_ON;
        }
        return new Learnt(losses, gradient);
    }

    private NDArray logits(NDManager scope, NDArray hidden, int from, int to) {
        return script.tensor(scope, "logits", hidden, (long) from, (long) to, decoder.weights(), decoder.constants());
    }
}
