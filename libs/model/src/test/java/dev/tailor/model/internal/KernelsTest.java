package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The operators in Java give what the engine's own ones give. */
class KernelsTest {

    private static final long[] ONE_AFTER_ANOTHER = {2, 5, 1, 37, 1, 3};
    private static final int TOKENS = 50;
    private static final int UNTIL_COMPILED = 3000;

    private final Room room = Room.open();
    private final TensorScript plain =
            TensorScript.load(room.manager(), "decoder.torchscript", "kernels-plain.torchscript");
    private final TensorScript vector =
            TensorScript.load(room.manager(), "decoder.torchscript", "kernels-vector.torchscript");

    @AfterEach
    void close() {
        plain.close();
        vector.close();
        room.close();
    }

    /** Widths that fill vectors, and others. */
    static Stream<Arguments> formatsAndWidths() {
        return Stream.of(ElementType.F32, ElementType.BF16)
                .flatMap(type -> Stream.of(3, 48, 77, 512).map(width -> Arguments.of(type, width)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndWidths")
    void normsAreEqual(ElementType type, int width) {
        var x = numbers(type, 90, width);
        var w = numbers(type, width);
        equal(type, script -> script.list(room.manager(), "rms_norm", x, w, 1e-5));
    }

    @ParameterizedTest
    @MethodSource("formatsAndWidths")
    void gradientsOfNormsAreEqual(ElementType type, int width) {
        var dy = numbers(type, 90, width);
        var x = numbers(type, 90, width);
        var w = numbers(type, width);
        var r = plain.list(room.manager(), "rms_norm", x, w, 1e-5).get(1);
        equal(type, script -> one(script, "rms_norm_back", dy, x, w, r, numbers(type, 90, width)));
        equal(type, script -> one(script, "rms_norm_gain", dy, x, r, numbers(ElementType.F32, width)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndWidths")
    void gatedProductsAndTheirGradientsAreEqual(ElementType type, int width) {
        var gate = numbers(type, 90, width);
        var up = numbers(type, 90, width);
        equal(type, script -> one(script, "gated", gate, up));
        equal(type, script -> {
            var d = numbers(type, 90, width);
            return one(script, "gated_back", d, gate, up).addAll(new NDList(d));
        });
    }

    @Test
    void gatedProductsOfGreatNumbersAreNumbers() {
        var gate = room.manager().create(new float[] {-1e30f, -100, -88, 0, 88, 100, 1e30f, 5}, new Shape(1, 8));
        var up = room.manager().ones(new Shape(1, 8));
        var product = vector.tensor(room.manager(), "gated", gate, up).toFloatArray();
        assertThat(product).containsExactly(new float[] {0, 0, 0, 0, 88, 100, 1e30f, 4.9665356f}, within(1e-6f));
    }

    /** Queries from the begin to before the end, keys from the first. */
    record Block(long begin, long end, long first, long window) {

        int queries() {
            return (int) (3 * (end - begin));
        }

        int keys() {
            return (int) (end - first);
        }

        Object[] of(NDArray... tensors) {
            return Stream.concat(Stream.of(tensors), Stream.of(begin, end, first, window))
                    .toArray();
        }
    }

    static Stream<Arguments> blocks() {
        return Stream.of(ElementType.F32, ElementType.BF16)
                .flatMap(type -> Stream.of(
                        Arguments.of(type, new Block(0, 70, 0, 0)),
                        Arguments.of(type, new Block(40, 70, 0, 0)),
                        Arguments.of(type, new Block(40, 70, 20, 21)),
                        Arguments.of(type, new Block(0, 70, 0, 9)),
                        Arguments.of(type, new Block(0, 1, 0, 0))));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void probabilitiesAndTheirGradientsAreEqual(ElementType type, Block block) {
        equal(type, script -> one(script, "causal_softmax", block.of(numbers(type, 2, block.queries(), block.keys()))));
        var p = plain.tensor(
                room.manager(), "causal_softmax", block.of(numbers(type, 2, block.queries(), block.keys())));
        equal(
                type,
                script -> one(
                        script, "causal_softmax_back", block.of(numbers(type, 2, block.queries(), block.keys()), p)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndWidths")
    void headsAreTurnedAndPutInOrderAlike(ElementType type, int width) {
        var x = numbers(type, TOKENS, 3, 2 * width);
        var cos = numbers(type, TOKENS, 1, width);
        var sin = numbers(type, TOKENS, 1, width);
        var nothing = numbers(type, 0);
        for (var method : List.of("to_heads", "to_tokens")) {
            equal(type, script -> one(script, method, x, cos, sin, ONE_AFTER_ANOTHER));
            equal(type, script -> one(script, method, x, nothing, nothing, ONE_AFTER_ANOTHER));
        }
    }

    @Test
    void theWayToTheHeadsAndBackChangesNothing() {
        var x = numbers(ElementType.F32, TOKENS, 4, 6);
        var nothing = numbers(ElementType.F32, 0);
        var heads = vector.tensor(room.manager(), "to_heads", x, nothing, nothing, ONE_AFTER_ANOTHER);
        var back = vector.tensor(room.manager(), "to_tokens", heads, nothing, nothing, ONE_AFTER_ANOTHER);
        assertThat(heads.toFloatArray()).isNotEqualTo(x.toFloatArray());
        assertThat(back.toFloatArray()).isEqualTo(x.toFloatArray());
    }

    @Test
    void bitsAreTheSameBeforeAndAfterCompilation() {
        var x = numbers(ElementType.F32, 3, 77);
        var w = numbers(ElementType.F32, 77);
        var first = bits(x, w);
        for (int call = 0; call < UNTIL_COMPILED; call++) {
            assertThat(bits(x, w)).isEqualTo(first);
        }
    }

    @Test
    void anOperatorThatFailsIsAnExceptionAndTheNextOneIsFine() {
        // Given
        var x = numbers(ElementType.F32, 3, 77);
        var w = numbers(ElementType.F32, 77);
        var wide = x.toType(DataType.FLOAT64, true);
        // When, then
        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(() -> vector.list(room.manager(), "rms_norm", wide, w, 1e-5))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("rms_norm", "number format 7", "float32", "bfloat16");
            equal(ElementType.F32, script -> script.list(room.manager(), "rms_norm", x, w, 1e-5));
        }
    }

    @Test
    void anOperatorNeverReadsBeyondItsTensors() {
        // Given
        var x = numbers(ElementType.F32, 3, 77);
        var tooWide = numbers(ElementType.F32, 78);
        // When, then
        assertThatThrownBy(() -> vector.list(room.manager(), "rms_norm", x, tooWide, 1e-5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The operator rms_norm failed")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Of all that adds up. */
    private List<Float> bits(NDArray x, NDArray w) {
        List<Float> bits = new ArrayList<>();
        try (var scope = room.manager().newSubManager()) {
            var normed = vector.list(scope, "rms_norm", x, w, 1e-5);
            var zeros = scope.zeros(x.getShape());
            normed.add(vector.tensor(scope, "rms_norm_back", normed.get(0), x, w, normed.get(1), zeros));
            normed.add(vector.tensor(scope, "rms_norm_gain", x, x, normed.get(1), scope.zeros(w.getShape())));
            normed.add(vector.tensor(scope, "causal_softmax", x.duplicate().reshape(1, 3, 77), 74L, 77L, 0L, 0L));
            for (var each : normed) {
                for (var number : each.toFloatArray()) {
                    bits.add(number);
                }
            }
        }
        return bits;
    }

    private interface Computation {
        NDList by(TensorScript script);
    }

    private NDList one(TensorScript script, String method, Object... arguments) {
        return new NDList(script.tensor(room.manager(), method, arguments));
    }

    private void equal(ElementType type, Computation computation) {
        var expected = computation.by(plain);
        var actual = computation.by(vector);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            var wanted = plain.cast(expected.get(i), ElementType.F32).flatten();
            var difference =
                    plain.cast(actual.get(i), ElementType.F32).flatten().sub(wanted);
            var relative = difference.abs().div(wanted.abs().add(1)).max().getFloat();
            assertThat(relative).isLessThan(type == ElementType.F32 ? 5e-6f : 2e-2f);
        }
    }

    private NDArray numbers(ElementType type, long... shape) {
        var random = new Random(shape.length);
        var numbers = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return room.script().cast(room.manager().create(numbers, new Shape(shape)), type);
    }
}
