package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators of our own give what the engine's give. */
abstract class KernelContract {

    static final int TOKENS = 50;

    final Room room;
    final TensorScript plain;
    final TensorScript fast;

    KernelContract(Device device, TensorScript.Kernels kernels) {
        this.room = Rooms.on(device, TensorScript.Kernels.PLAIN);
        this.plain = room.script();
        this.fast = TensorScript.load(room.manager(), kernels);
    }

    @AfterEach
    void close() {
        fast.close();
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
        var product = fast.tensor(room.manager(), "gated", gate, up).toFloatArray();
        assertThat(product).containsExactly(new float[] {0, 0, 0, 0, 88, 100, 1e30f, 4.9665356f}, within(1e-6f));
    }

    @ParameterizedTest
    @MethodSource("formatsAndWidths")
    void tokensAreTurnedAlike(ElementType type, int width) {
        var x = numbers(type, TOKENS, 3, 2 * width);
        var cos = numbers(type, TOKENS, 1, width);
        var sin = numbers(type, TOKENS, 1, width);
        equal(type, script -> one(script, "turn", x, cos, sin));
    }

    interface Computation {
        NDList by(TensorScript script);
    }

    final NDList one(TensorScript script, String method, Object... arguments) {
        return new NDList(script.tensor(room.manager(), method, arguments));
    }

    final void equal(ElementType type, Computation computation) {
        var expected = computation.by(plain);
        var actual = computation.by(fast);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            var wanted = plain.cast(expected.get(i), ElementType.F32).flatten();
            var difference =
                    plain.cast(actual.get(i), ElementType.F32).flatten().sub(wanted);
            var relative = difference.abs().div(wanted.abs().add(1)).max().getFloat();
            assertThat(relative).isLessThan(type == ElementType.F32 ? 5e-6f : 2e-2f);
        }
    }

    final NDArray numbers(ElementType type, long... shape) {
        var random = new Random(shape.length);
        var numbers = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return room.script().cast(room.manager().create(numbers, new Shape(shape)), type);
    }
}
