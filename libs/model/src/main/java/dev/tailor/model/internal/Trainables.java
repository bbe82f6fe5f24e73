package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors that learn, in float32, with their AdamW moments. */
final class Trainables {

    private final TensorScript script;
    private final Map<String, NDArray> named;
    private final List<NDArray> tensors;
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> squares = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>();

    Trainables(Llama.Room room, Map<String, NDArray> named) {
        this.script = room.script();
        this.named = named;
        this.tensors = List.copyOf(named.values());
        for (var tensor : tensors) {
            tensor.setRequiresGradient(true);
            means.add(room.manager().zeros(tensor.getShape()));
            squares.add(room.manager().zeros(tensor.getShape()));
            steps.add(room.manager().zeros(new Shape()));
        }
    }

    Map<String, NDArray> named() {
        return named;
    }

    List<NDArray> tensors() {
        return tensors;
    }

    /** Clips the gradients and makes a step; returns their norm before clipping. */
    double update(NDManager scope, NDList gradients, Rates rates) {
        return script.tensor(
                        scope,
                        "update",
                        tensors,
                        List.copyOf(gradients),
                        means,
                        squares,
                        steps,
                        rates.learning(),
                        rates.decay(),
                        rates.limit())
                .getFloat();
    }

    /**
     * @param decay of the weights
     * @param limit of the global gradient norm; 0: none
     */
    record Rates(double learning, double decay, double limit) {}

    /** Everything a checkpoint has to keep, by name. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        int at = 0;
        for (var name : named.keySet()) {
            state.put("weight/" + name, tensors.get(at));
            state.put("mean/" + name, means.get(at));
            state.put("square/" + name, squares.get(at));
            state.put("step/" + name, steps.get(at));
            at++;
        }
        return state;
    }

    /** Takes the values of an earlier state; called while gradients are off. */
    void restore(Map<String, NDArray> saved) {
        state().forEach((name, tensor) -> script.tensor(
                        tensor.getManager(), "assign", tensor, java.util.Objects.requireNonNull(saved.get(name), name))
                .close());
    }
}
