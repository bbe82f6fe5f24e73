package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where passes add up gradients, in float32. The first pass of a step writes those of large matrices over what the step
 * before left, which spares it to set them to zero and to read them.
 */
final class Gradients {

    private final Decoder decoder;
    private final List<NDArray> weights;
    private final List<NDArray> additions;
    private final List<NDArray> written;
    private final List<NDArray> added;
    private Sums sums = Sums.BEGIN;

    /** What a pass finds. */
    enum Sums {
        /** What an earlier step left. */
        BEGIN,
        /** The gradients of the step's earlier passes. */
        GO_ON
    }

    private Gradients(Decoder decoder, Map<String, NDArray> ofModel, Map<String, NDArray> ofAdapter) {
        var layout = decoder.layout();
        var slots = new Slots(decoder.room(), layout, ElementType.F32);
        this.decoder = decoder;
        this.weights = slots.weights(ofModel, ofAdapter);
        this.additions = slots.additions(ofAdapter);
        var matrices = layout.multiplied();
        this.written = new ArrayList<>();
        this.added = new ArrayList<>(ofAdapter.values());
        ofModel.forEach((name, sum) -> (matrices.contains(name) ? written : added).add(sum));
    }

    static Gradients ofModel(Decoder decoder, Trainables trainables) {
        return new Gradients(decoder, trainables.gradients(), Map.of());
    }

    static Gradients ofAdapter(Decoder decoder, Trainables trainables) {
        return new Gradients(decoder, Map.of(), trainables.gradients());
    }

    /** As the script takes them. */
    List<NDArray> weights() {
        return weights;
    }

    /** As the script takes them. */
    List<NDArray> additions() {
        return additions;
    }

    Sums sums() {
        return sums;
    }

    /** Before the first pass of a step. */
    void forget(NDManager scope) {
        zero(scope, added);
        sums = Sums.BEGIN;
    }

    /** After a pass. */
    void passed() {
        sums = Sums.GO_ON;
    }

    /** After the last pass; there was none where no token of the step is learnt. */
    void complete(NDManager scope) {
        if (sums == Sums.BEGIN) {
            zero(scope, written);
        }
    }

    private void zero(NDManager scope, List<NDArray> tensors) {
        if (!tensors.isEmpty()) {
            decoder.room().script().tensor(scope, "zero", tensors);
        }
    }
}
