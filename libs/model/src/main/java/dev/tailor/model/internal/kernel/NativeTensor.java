package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The numbers of a tensor of the engine, without a copy.
 *
 * @param memory all of them, without gaps
 */
record NativeTensor(Numbers numbers, MemorySegment memory, long elements) {

    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;

    static NativeTensor of(long handle) {
        var numbers = numbers(Torch.format(handle));
        long elements = Torch.elements(handle);
        var memory = elements == 0 ? MemorySegment.NULL : Torch.address(handle).reinterpret(elements * numbers.bytes());
        return new NativeTensor(numbers, memory, elements);
    }

    private static Numbers numbers(int format) {
        return switch (format) {
            case FLOAT32 -> new Float32();
            case BFLOAT16 -> new Bfloat16();
            default ->
                throw new IllegalArgumentException(
                        "torch's number format %d is none that operators compute in; give float32 (%d) or bfloat16 (%d)"
                                .formatted(format, FLOAT32, BFLOAT16));
        };
    }

    boolean isEmpty() {
        return elements == 0;
    }

    MemorySegment part(long from, long count) {
        return numbers.part(memory, from, count);
    }

    float get(long at) {
        return numbers.get(memory, at);
    }

    void set(long at, float value) {
        numbers.set(memory, at, value);
    }

    FloatVector load(long at) {
        return numbers.load(memory, at);
    }

    void store(long at, FloatVector value) {
        numbers.store(memory, at, value);
    }
}
