package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.ModelConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weights of a model that has learnt nothing. */
final class RandomWeights {

    private static final float DEVIATION = 0.02f;

    private RandomWeights() {}

    /** Norms are one, all else is normally distributed. */
    static Map<String, NDArray> of(Room room, ModelConfig config, ElementType type) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        for (var weight : Layout.of(config).weights()) {
            var shape =
                    new Shape(weight.shape().stream().mapToLong(Long::longValue).toArray());
            var drawn = shape.dimension() == 1
                    ? room.manager().ones(shape)
                    : room.manager().randomNormal(0, DEVIATION, shape, DataType.FLOAT32);
            weights.put(weight.name(), type == ElementType.F32 ? drawn : cast(room, drawn, type));
        }
        return weights;
    }

    private static NDArray cast(Room room, NDArray drawn, ElementType type) {
        try (drawn) {
            return room.script().cast(drawn, type);
        }
    }
}
