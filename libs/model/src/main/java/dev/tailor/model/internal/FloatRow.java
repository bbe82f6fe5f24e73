package dev.tailor.model.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** Logits in float32. */
record FloatRow(int length) implements LogitRow {

    @Override
    public int bytes() {
        return Float.BYTES;
    }

    @Override
    public float get(MemorySegment row, int at) {
        return row.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
    }

    @Override
    public void set(MemorySegment row, int at, float value) {
        row.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value);
    }

    @Override
    public FloatVector load(MemorySegment row, int at) {
        return FloatVector.fromMemorySegment(FLOATS, row, (long) at * Float.BYTES, ByteOrder.nativeOrder());
    }

    @Override
    public void store(MemorySegment row, int at, FloatVector value) {
        value.intoMemorySegment(row, (long) at * Float.BYTES, ByteOrder.nativeOrder());
    }
}
