package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Bfloat16: the upper half of a float32. */
public record Bfloat16() implements Numbers {

    private static final VectorSpecies<Integer> INTEGERS = FLOATS.withLanes(int.class);
    private static final VectorSpecies<Short> HALVES =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.length() * Short.SIZE));
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int HALF = 16;
    private static final int BELOW_HALF = 0x7fff;

    @Override
    public int bytes() {
        return Short.BYTES;
    }

    @Override
    public float get(MemorySegment numbers, long at) {
        return Float.intBitsToFloat(numbers.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, at) << HALF);
    }

    /** Rounds to nearest, ties to even. */
    @Override
    public void set(MemorySegment numbers, long at, float value) {
        int bits = Float.floatToRawIntBits(value);
        numbers.setAtIndex(
                ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) ((bits + BELOW_HALF + (bits >>> HALF & 1)) >>> HALF));
    }

    @Override
    public FloatVector load(MemorySegment numbers, long at) {
        var halves = ShortVector.fromMemorySegment(HALVES, numbers, at * Short.BYTES, ORDER);
        var wide = (IntVector) halves.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTEGERS, 0);
        return wide.lanewise(VectorOperators.LSHL, HALF).reinterpretAsFloats();
    }

    @Override
    public void store(MemorySegment numbers, long at, FloatVector value) {
        var bits = value.reinterpretAsInts();
        var odd = bits.lanewise(VectorOperators.LSHR, HALF).and(1);
        var upper = bits.add(BELOW_HALF).add(odd).lanewise(VectorOperators.LSHR, HALF);
        ((ShortVector) upper.convertShape(VectorOperators.I2S, HALVES, 0))
                .intoMemorySegment(numbers, at * Short.BYTES, ORDER);
    }
}
