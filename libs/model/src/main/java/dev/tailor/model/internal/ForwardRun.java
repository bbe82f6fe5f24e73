package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;

/** One way through the decoder, and what has to be kept for the way back. */
final class ForwardRun implements AutoCloseable {

    private final Decoder decoder;
    private final Rows rows;
    private final Keeping keeping;
    private final NDArray ids;
    private final NDArray places;
    private final NDArray selected;
    private final NDArray hidden;
    private final IValue kept;
    private final IValue masks;

    /**
     * What is kept.
     *
     * @param mode 0 nothing, 1 everything, 2 the inputs of the layers
     * @param dropout on the input of low-rank additions
     * @param noise of NEFTune; 0: none
     */
    record Keeping(long mode, double dropout, double noise) {
        static final Keeping FORGET = new Keeping(0, 0, 0);
    }

    ForwardRun(Decoder decoder, NDManager scope, Rows rows, Keeping keeping) {
        this.decoder = decoder;
        this.rows = rows;
        this.keeping = keeping;
        this.ids = decoder.ids(scope, rows.ids());
        this.places = decoder.ids(scope, rows.places());
        this.selected = decoder.ids(scope, rows.selected());
        var turns = decoder.rope().upTo(rows.longest());
        try (var result = decoder.room()
                .script()
                .call(
                        "forward",
                        ids,
                        places,
                        rows.groups(),
                        selected,
                        decoder.weights(),
                        decoder.additions(),
                        turns.cos(),
                        turns.sin(),
                        decoder.constants(),
                        decoder.fractions(keeping.dropout()),
                        noise(scope),
                        keeping.mode())) {
            var parts = result.toIValueTuple();
            hidden = parts[0].toTensor((PtNDManager) scope);
            parts[0].close();
            kept = parts[1];
            masks = parts[2];
        }
    }

    private NDArray noise(NDManager scope) {
        if (keeping.noise() == 0) {
            return scope.zeros(new Shape(0));
        }
        var sizes = new float[rows.tokens()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (float) (keeping.noise()
                    / Math.sqrt((double) rows.lengths()[i] * decoder.config().hiddenSize()));
        }
        return scope.create(sizes, new Shape(sizes.length, 1));
    }

    /** Of the selected tokens, [tokens, hidden size]. */
    NDArray hidden() {
        return hidden;
    }

    /** Adds the gradients of all that learns but the output matrix. */
    void backward(NDManager scope, NDArray gradient, Gradients gradients) {
        var turns = decoder.rope().upTo(rows.longest());
        decoder.room()
                .script()
                .tensor(
                        scope,
                        "backward",
                        gradient,
                        kept,
                        masks,
                        ids,
                        places,
                        rows.groups(),
                        selected,
                        decoder.weights(),
                        decoder.additions(),
                        gradients.weights(),
                        gradients.additions(),
                        turns.cos(),
                        turns.sin(),
                        decoder.constants(gradients.sums()),
                        decoder.fractions(keeping.dropout()),
                        keeping.mode());
    }

    @Override
    public void close() {
        kept.close();
        masks.close();
        decoder.passed();
    }
}
