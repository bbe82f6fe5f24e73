package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/**
 * The exponential moving average of tensors that learn (Polyak and Juditsky, 1992), in float32: after update t it is
 * d average + (1 - d) weight with d = min(decay, (1 + t) / (10 + t)), so that it does not hang on to where training began.
 */
final class MovingAverage {

    private static final double FIRST = 1;
    private static final double SLOWNESS = 10;

    private final TensorScript script;
    private final Map<String, NDArray> named;
    private final List<NDArray> followed;
    private final double decay;

    /**
     * @param decay 0: there is no average
     */
    MovingAverage(Room room, Map<String, NDArray> followed, double decay) {
        this.script = room.script();
        this.named = decay > 0 ? room.zeros(followed) : Map.of();
        this.followed = List.copyOf(followed.values());
        this.decay = decay;
    }

    /** By name; empty where there is no average. */
    Map<String, NDArray> named() {
        return named;
    }

    boolean exists() {
        return !named.isEmpty();
    }

    /** Begins where the tensors are now. */
    void begin(NDManager scope) {
        if (exists()) {
            script.tensor(scope, "copy_all", average(), followed);
        }
    }

    /** Goes on after an update, the first of which is 1. */
    void follow(NDManager scope, double update) {
        script.tensor(scope, "follow", average(), followed, 1 - decay(update));
    }

    private double decay(double update) {
        return Math.min(decay, (FIRST + update) / (SLOWNESS + update));
    }

    /** The tensors that learn take the average's values and it takes theirs; done again, all is as it was. */
    void exchange(NDManager scope) {
        script.tensor(scope, "exchange", average(), followed);
    }

    private List<NDArray> average() {
        return List.copyOf(named.values());
    }
}
