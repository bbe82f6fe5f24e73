package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** The output matrix and the loss, a few rows at a time, so that no more than those rows' logits exist at once. */
final class OutputLoss {

    /** Logits of a chunk. */
    private static final int NUMBERS = 8 << 20;

    private static final int MOST_ROWS = 256;
    private static final int FEWEST_ROWS = 32;

    private final Decoder decoder;
    private final TensorScript script;
    private final TokenLoss loss;
    private final int chunk;

    OutputLoss(Decoder decoder) {
        this.decoder = decoder;
        this.script = decoder.room().script();
        this.loss = TokenLoss.on(decoder);
        this.chunk = Math.clamp(NUMBERS / decoder.config().vocabularySize(), FEWEST_ROWS, MOST_ROWS);
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
     * @param weights receive the output matrix's gradient
     */
    record Backward(double weight, double smoothing, List<NDArray> weights) {}

    /**
     * What a backward pass goes on with.
     *
     * @param gradient of the hidden states
     */
    record Learnt(Losses losses, NDArray gradient) {}

    Learnt learn(NDManager scope, NDArray hidden, long[] labels, Backward backward) {
        var losses = new Losses(new float[labels.length], new boolean[labels.length]);
        var gradient = script.tensor(scope, "like", hidden);
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
                                backward.weights(),
                                decoder.constants())
                        .close();
            }
        }
        return new Learnt(losses, gradient);
    }

    private NDArray logits(NDManager scope, NDArray hidden, int from, int to) {
        return script.tensor(scope, "logits", hidden, (long) from, (long) to, decoder.weights(), decoder.constants());
    }
}
