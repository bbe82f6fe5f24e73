package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The average against the same sums in double precision. */
class MovingAverageTest {

    private static final int NUMBERS = 1000;
    private static final int UPDATES = 40;

    @Test
    void itFollowsItsRecurrenceThroughTheWarmUpAndBehindIt() {
        // Given: a decay that the warm-up reaches with update 17
        var random = new Random(3);
        try (var room = Room.open()) {
            var weight = room.manager().create(numbers(random), new Shape(NUMBERS));
            var average = new MovingAverage(room, Map.of("w", weight), 2.0 / 3);
            average.begin(room.manager());
            var expected = doubles(weight);
            for (int t = 1; t <= UPDATES; t++) {
                // When
                assign(room, weight, numbers(random));
                average.follow(room.manager(), t);
                // Then
                double decay = t < 17 ? (1.0 + t) / (10.0 + t) : 2.0 / 3;
                var now = doubles(weight);
                for (int i = 0; i < NUMBERS; i++) {
                    expected[i] = decay * expected[i] + (1 - decay) * now[i];
                }
                assertThat(doubles(average.named().values().iterator().next())).containsExactly(expected, within(1e-6));
            }
        }
    }

    @Test
    void exchangedTwiceEverythingIsAsItWas() {
        // Given
        var random = new Random(5);
        try (var room = Room.open()) {
            var weight = room.manager().create(numbers(random), new Shape(NUMBERS));
            var average = new MovingAverage(room, Map.of("w", weight), 0.9);
            average.begin(room.manager());
            var begun = weight.toFloatArray();
            assign(room, weight, numbers(random));
            var moved = weight.toFloatArray();
            // When
            average.exchange(room.manager());
            // Then
            assertThat(weight.toFloatArray()).containsExactly(begun);
            average.exchange(room.manager());
            assertThat(weight.toFloatArray()).containsExactly(moved);
        }
    }

    private static void assign(Room room, NDArray weight, float[] values) {
        room.script().tensor(room.manager(), "assign", weight, room.manager().create(values));
    }

    private static float[] numbers(Random random) {
        var numbers = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static double[] doubles(NDArray tensor) {
        var floats = tensor.toFloatArray();
        var doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
