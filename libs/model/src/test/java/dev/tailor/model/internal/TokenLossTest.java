package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss by vector instructions says what the native engine says. */
class TokenLossTest {

    private static final int ROWS = 40;

    @ParameterizedTest
    @CsvSource({"F32, 1003, 0", "F32, 32, 0.1", "F32, 7, 0", "BF16, 1003, 0", "BF16, 515, 0.1"})
    void lossesAndGradientsAreEqual(ElementType type, int vocabulary, double smoothing) {
        // Given
        try (var room = Rooms.onProcessor(TensorScript.Kernels.VECTOR)) {
            var labels = new TokenLoss.Labels(
                    new Random(1).longs(ROWS, 0, vocabulary).toArray(), 0, ROWS);
            var expected = logits(room, type, vocabulary);
            var actual = logits(room, type, vocabulary);
            var backward = new OutputLoss.Backward(0.25, smoothing);
            var losses = empty();
            var vectors = empty();
            // When
            new ScriptTokenLoss(room.script()).gradient(expected, labels, backward, losses);
            new VectorTokenLoss(type, vocabulary).gradient(actual, labels, backward, vectors);
            // Then
            for (int row = 0; row < ROWS; row++) {
                assertThat(vectors.loss()[row]).isCloseTo(losses.loss()[row], within(1e-5f));
            }
            assertThat(vectors.right()).isEqualTo(losses.right());
            var difference = room.script()
                    .cast(expected, ElementType.F32)
                    .sub(room.script().cast(actual, ElementType.F32));
            assertThat(difference.abs().max().getFloat()).isLessThan(type == ElementType.F32 ? 1e-6f : 2e-3f);
        }
    }

    @Test
    void ofEquallyLikelyTokensTheFirstCounts() {
        // Given
        try (var room = Rooms.onProcessor(TensorScript.Kernels.VECTOR)) {
            var logits = room.manager().create(new float[] {1, 3, 3, 0, 3, 1}, new Shape(2, 3));
            var losses = empty();
            // When
            new VectorTokenLoss(ElementType.F32, 3)
                    .score(logits, new TokenLoss.Labels(new long[] {2, 1}, 0, 2), losses);
            // Then
            assertThat(losses.right()[0]).isFalse();
            assertThat(losses.right()[1]).isTrue();
        }
    }

    private static OutputLoss.Losses empty() {
        return new OutputLoss.Losses(new float[ROWS], new boolean[ROWS]);
    }

    private static NDArray logits(Room room, ElementType type, int vocabulary) {
        var random = new Random(2);
        var numbers = new float[ROWS * vocabulary];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (4 * random.nextGaussian());
        }
        return room.script().cast(room.manager().create(numbers, new Shape(ROWS, vocabulary)), type);
    }
}
