package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What an operator is called with; its tensors are let go at the end. */
final class Arguments implements AutoCloseable {

    private static final String TENSOR = "Tensor";

    private final MemorySegment values;
    private final int tensors;

    private Arguments(MemorySegment values, int tensors) {
        this.values = values;
        this.tensors = tensors;
    }

    static Arguments of(MemorySegment values, Kernel kernel) {
        int count = kernel.schema().split(",").length;
        int tensors = kernel.schema().split(TENSOR, -1).length - 1;
        return new Arguments(values.reinterpret((long) count * Long.BYTES), tensors);
    }

    /** Refuses a number format in which no operator computes. */
    NativeTensor tensor(int at) {
        return NativeTensor.of(number(at));
    }

    private long number(int at) {
        return values.getAtIndex(ValueLayout.JAVA_LONG, at);
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
