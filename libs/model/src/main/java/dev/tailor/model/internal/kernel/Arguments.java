package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** What an operator is called with; its tensors are let go at the end. */
final class Arguments implements AutoCloseable {

    private static final String TENSOR = "Tensor";

    private final MemorySegment values;
    private final List<NativeTensor> tensors = new ArrayList<>();

    private Arguments(MemorySegment values) {
        this.values = values;
    }

    static Arguments of(MemorySegment values, Kernel kernel) {
        int count = kernel.schema().split(",").length;
        int tensors = kernel.schema().split(TENSOR, -1).length - 1;
        var arguments = new Arguments(values.reinterpret((long) count * Long.BYTES));
        for (int at = 0; at < tensors; at++) {
            arguments.tensors.add(NativeTensor.of(arguments.number(at)));
        }
        return arguments;
    }

    NativeTensor tensor(int at) {
        return tensors.get(at);
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
        tensors.forEach(NativeTensor::close);
    }
}
