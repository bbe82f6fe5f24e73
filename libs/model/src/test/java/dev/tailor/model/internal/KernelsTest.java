package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators in Java give what the engine's own ones give. */
class KernelsTest extends KernelContract {

    private static final long[] ONE_AFTER_ANOTHER = {2, 5, 1, 37, 1, 3};
    private static final int UNTIL_COMPILED = 3000;

    KernelsTest() {
        super(Device.cpu(), TensorScript.Kernels.VECTOR);
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
        var heads = fast.tensor(room.manager(), "to_heads", x, nothing, nothing, ONE_AFTER_ANOTHER);
        var back = fast.tensor(room.manager(), "to_tokens", heads, nothing, nothing, ONE_AFTER_ANOTHER);
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
            assertThatThrownBy(() -> fast.list(room.manager(), "rms_norm", wide, w, 1e-5))
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
        assertThatThrownBy(() -> fast.list(room.manager(), "rms_norm", x, tooWide, 1e-5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The operator rms_norm failed")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void lengthsOfGradientsAreEqual() {
        equal(ElementType.F32, script -> one(script, "length", gradients()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void updatesAreEqual(boolean copies) {
        equal(copies ? ElementType.BF16 : ElementType.F32, script -> {
            var p = gradients();
            var g = gradients();
            var m = gradients();
            var v = gradients().stream().map(NDArray::square).toList();
            var w = copies
                    ? gradients().stream()
                            .map(each -> room.script().cast(each, ElementType.BF16))
                            .toList()
                    : List.<NDArray>of();
            var steps =
                    p.stream().map(each -> room.manager().full(new Shape(), 3f)).toList();
            script.tensor(room.manager(), "update", p, g, m, v, w, steps, 0.3, 1e-2, 0.1);
            return new NDList(Stream.of(p, m, v, w, steps).flatMap(List::stream).toList());
        });
    }

    /** More than a piece, and what fills no vector. */
    private List<NDArray> gradients() {
        return List.of(numbers(ElementType.F32, 90, 77), numbers(ElementType.F32, 5));
    }

    /** Of all that adds up. */
    private List<Float> bits(NDArray x, NDArray w) {
        List<Float> bits = new ArrayList<>();
        try (var scope = room.manager().newSubManager()) {
            var normed = fast.list(scope, "rms_norm", x, w, 1e-5);
            var zeros = scope.zeros(x.getShape());
            normed.add(fast.tensor(scope, "rms_norm_back", normed.get(0), x, w, normed.get(1), zeros));
            normed.add(fast.tensor(scope, "rms_norm_gain", x, x, normed.get(1), scope.zeros(w.getShape())));
            normed.add(fast.tensor(scope, "causal_softmax", x.duplicate().reshape(1, 3, 77), 74L, 77L, 0L, 0L));
            for (var each : normed) {
                for (var number : each.toFloatArray()) {
                    bits.add(number);
                }
            }
        }
        return bits;
    }
}
