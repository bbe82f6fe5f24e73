package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Numbers in memory, in a format that is computed with in float32. */
public sealed interface Numbers permits Float32, Bfloat16 {

    VectorSpecies<Float> FLOATS = Exponential.FLOATS;
    int LANES = FLOATS.length();

    /** All lanes from one on, for each. */
    List<VectorMask<Float>> FROM = IntStream.rangeClosed(0, LANES)
            .mapToObj(lane -> VectorMask.fromLong(FLOATS, -1L << lane & (1L << LANES) - 1))
            .toList();

    static VectorMask<Float> from(int lane) {
        return FROM.get(lane);
    }

    /** Of one number. */
    int bytes();

    float get(MemorySegment numbers, long at);

    void set(MemorySegment numbers, long at, float value);

    FloatVector load(MemorySegment numbers, long at);

    void store(MemorySegment numbers, long at, FloatVector value);

    default MemorySegment part(MemorySegment numbers, long from, long count) {
        return numbers.asSlice(from * bytes(), count * bytes());
    }

    /** The lanes from the first to the last: a reduction may add them up in any order, and another one once compiled. */
    static double sum(FloatVector lanes) {
        double sum = 0;
        for (float lane : lanes.toArray()) {
            sum += lane;
        }
        return sum;
    }
}
