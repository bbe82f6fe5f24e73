package dev.tailor.model.internal;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels for GPUs give what the engine's own operators give. */
@EnabledIf(value = "hasGpu", disabledReason = "there is no GPU here: the kernels for one were not tried")
class GpuKernelsTest extends KernelContract {

    private static final int ROWS = 40;

    GpuKernelsTest() {
        super(Engine.getEngine("PyTorch").defaultDevice(), TensorScript.Kernels.GPU);
    }

    static boolean hasGpu() {
        return Rooms.hasGpu();
    }

    static Stream<Arguments> vocabularies() {
        return Stream.of(ElementType.F32, ElementType.BF16, ElementType.F16)
                .flatMap(type -> Stream.of(7, 1003, 32_000)
                        .flatMap(size -> Stream.of(0.0, 0.1).map(smoothing -> Arguments.of(type, size, smoothing))));
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void lossesAndGradientsAreEqual(ElementType type, int vocabulary, double smoothing) {
        var labels =
                room.manager().create(new Random(1).longs(ROWS, 0, vocabulary).toArray());
        equal(type, script -> one(script, "losses", numbers(type, ROWS, vocabulary), labels, smoothing));
        equal(type, script -> {
            var logits = numbers(type, ROWS, vocabulary);
            return one(script, "losses_back", logits, labels, smoothing, 0.25).addAll(new NDList(logits));
        });
    }
}
