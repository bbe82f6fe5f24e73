package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What an operator is called with; its tensors are let go at the end. */
final class Arguments implements AutoCloseable {

    private static final int INT64 = 4;

    private final MemorySegment values;
    private final int tensors;

    private Arguments(MemorySegment values, int tensors) {
        this.values = values;
        this.tensors = tensors;
    }

    static Arguments of(MemorySegment values, Signature signature) {
        return new Arguments(values.reinterpret((long) signature.values() * Long.BYTES), signature.tensors());
    }

    /** Refuses a number format in which no operator computes. */
    NativeTensor tensor(int at) {
        return NativeTensor.of(number(at));
    }

    private long number(int at) {
        return values.getAtIndex(ValueLayout.JAVA_LONG, at);
    }

    /** Whole numbers of a tensor in 64 bits. */
    long[] integers(int at) {
        long tensor = number(at);
        if (Torch.format(tensor) != INT64) {
            throw new IllegalArgumentException("torch's number format %d holds no whole numbers of 64 bits; give %d"
                    .formatted(Torch.format(tensor), INT64));
        }
        return Torch.address(tensor)
                .reinterpret(Torch.elements(tensor) * Long.BYTES)
                .toArray(ValueLayout.JAVA_LONG);
    }

    int integer(int at) {
        return Math.toIntExact(number(at));
    }

    double fraction(int at) {
        return Double.longBitsToDouble(number(at));
    }

    @Override
    public void close() {
        for (int at = 0; at < tensors; at++) {
            Torch.delete(number(at));
        }
    }
}
