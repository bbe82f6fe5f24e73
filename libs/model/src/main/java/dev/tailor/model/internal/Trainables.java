package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The tensors that learn, in float32, with their gradients, AdamW's moments and perhaps their moving average. */
final class Trainables {

    private final TensorScript script;
    private final Map<String, NDArray> named;
    private final Map<String, NDArray> working;
    private final Map<String, NDArray> gradients;
    private final Map<String, NDArray> means;
    private final Map<String, NDArray> squares;
    private final Map<String, NDArray> steps = new LinkedHashMap<>();
    private final MovingAverage average;

    /**
     * @param working copies in the number format of the arithmetic, or the very same tensors
     * @param emaDecay of the moving average; 0: none
     */
    Trainables(Room room, Map<String, NDArray> named, Map<String, NDArray> working, double emaDecay) {
        this.script = room.script();
        this.named = named;
        this.working = working == named ? Map.of() : working;
        this.gradients = room.zeros(named);
        this.means = room.zeros(named);
        this.squares = room.zeros(named);
        named.keySet().forEach(name -> steps.put(name, room.manager().zeros(new Shape())));
        this.average = new MovingAverage(room, named, emaDecay);
        try (var scope = room.manager().newSubManager()) {
            average.begin(scope);
        }
    }

    Map<String, NDArray> named() {
        return named;
    }

    /** What is validated, stored and used: the moving average where there is one. */
    Map<String, NDArray> result() {
        return average.exists() ? average.named() : named;
    }

    /** Does something while the model has the values of the result. */
    void asResult(Room room, Runnable work) {
        exchange(room);
        try {
            work.run();
        } finally {
            exchange(room);
        }
    }

    private void exchange(Room room) {
        if (average.exists()) {
            try (var scope = room.manager().newSubManager()) {
                average.exchange(scope);
                copyToWorking(scope);
            }
        }
    }

    /** Sums of gradients by name. */
    Map<String, NDArray> gradients() {
        return gradients;
    }

    /** Takes a factor out of the gradients. */
    void unscale(NDManager scope, double factor) {
        if (factor != 1) {
            script.tensor(scope, "multiply", List.copyOf(gradients.values()), 1 / factor);
        }
    }

    /** The norm of all gradients. */
    double norm(NDManager scope) {
        return script.tensor(scope, "length", List.copyOf(gradients.values())).getFloat();
    }

    /** Learns from the gradients. */
    void update(NDManager scope, Rates rates) {
        update(
                scope,
                rates,
                named.keySet().stream().filter(name -> decays(name, rates)).toList(),
                rates.decay());
        update(
                scope,
                rates,
                named.keySet().stream().filter(name -> !decays(name, rates)).toList(),
                0);
        if (average.exists()) {
            average.follow(scope, steps.values().iterator().next().getFloat());
        }
    }

    private boolean decays(String name, Rates rates) {
        return rates.decaysAll()
                || Objects.requireNonNull(named.get(name), name).getShape().dimension() > 1;
    }

    private void update(NDManager scope, Rates rates, List<String> names, double decay) {
        if (!names.isEmpty()) {
            script.tensor(
                    scope,
                    "update",
                    of(named, names),
                    of(gradients, names),
                    of(means, names),
                    of(squares, names),
                    working.isEmpty() ? List.of() : of(working, names),
                    of(steps, names),
                    rates.factor(),
                    rates.learning(),
                    decay);
        }
    }

    private static List<NDArray> of(Map<String, NDArray> tensors, List<String> names) {
        List<NDArray> chosen = new ArrayList<>();
        names.forEach(name -> chosen.add(Objects.requireNonNull(tensors.get(name), name)));
        return chosen;
    }

    /**
     * @param factor on the gradients
     * @param decay of the weights
     * @param decaysAll also of norms, biases and magnitudes
     */
    record Rates(double factor, double learning, double decay, boolean decaysAll) {}

    /** Everything a checkpoint has to keep, by name. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        named.forEach((name, tensor) -> {
            state.put("weight/" + name, tensor);
            state.put("mean/" + name, Objects.requireNonNull(means.get(name)));
            state.put("square/" + name, Objects.requireNonNull(squares.get(name)));
            state.put("step/" + name, Objects.requireNonNull(steps.get(name)));
        });
        average.named().forEach((name, tensor) -> state.put("average/" + name, tensor));
        return state;
    }

    /** Whether every value is a number of reasonable size. */
    boolean sound(NDManager scope) {
        return Double.isFinite(
                script.tensor(scope, "length", List.copyOf(named.values())).getFloat());
    }

    /** Takes the values of an earlier state, one tensor after the other. */
    void restore(Room room, Map<String, StoredTensor> stored) {
        state().forEach((name, tensor) -> {
            try (var scope = room.manager().newSubManager()) {
                var saved = List.of(Objects.requireNonNull(stored.get(name), name));
                new WeightLoader(scope, script)
                        .read(saved, ElementType.F32)
                        .forEach((unused, value) -> script.tensor(scope, "assign", tensor, value));
            }
        });
        copyToWorking(room);
    }

    /** Takes the values from before the first step; what the optimizer remembers is forgotten. */
    void startAgain(Room room, Start start) {
        try (var scope = room.manager().newSubManager()) {
            for (var memory : List.of(means, squares, steps)) {
                script.tensor(scope, "zero", List.copyOf(memory.values()));
            }
        }
        start.each(room, (name, value) -> {
            try (var scope = room.manager().newSubManager()) {
                script.tensor(scope, "assign", Objects.requireNonNull(named.get(name), name), value);
            }
        });
        try (var scope = room.manager().newSubManager()) {
            average.begin(scope);
            copyToWorking(scope);
        }
    }

    /** Where the values of the tensors that learn come from. */
    interface Start {

        /** Hands them over by name, each valid during its call only. */
        void each(Room room, BiConsumer<String, NDArray> taker);
    }

    private void copyToWorking(Room room) {
        try (var scope = room.manager().newSubManager()) {
            copyToWorking(scope);
        }
    }

    private void copyToWorking(NDManager scope) {
        if (!working.isEmpty()) {
            script.tensor(scope, "copy_all", List.copyOf(working.values()), List.copyOf(named.values()));
        }
    }
}
