package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** Float32. */
public record Float32() implements Numbers {

    @Override
    public int bytes() {
        return Float.BYTES;
    }

    @Override
    public float get(MemorySegment numbers, long at) {
        return numbers.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
    }

    @Override
    public void set(MemorySegment numbers, long at, float value) {
        numbers.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value);
    }

    @Override
    public FloatVector load(MemorySegment numbers, long at) {
        return FloatVector.fromMemorySegment(FLOATS, numbers, at * Float.BYTES, ByteOrder.nativeOrder());
    }

    @Override
    public void store(MemorySegment numbers, long at, FloatVector value) {
        value.intoMemorySegment(numbers, at * Float.BYTES, ByteOrder.nativeOrder());
    }
}
