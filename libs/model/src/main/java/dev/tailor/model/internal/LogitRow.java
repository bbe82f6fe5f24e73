package dev.tailor.model.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What the loss does with the logits of one position, in the number format that they have. */
interface LogitRow {

    VectorSpecies<Float> FLOATS = Exponential.FLOATS;
    /** Numbers that are added up in float32 before they go into a sum in double. */
    int BLOCK = 1024;

    int length();

    int bytes();

    float get(MemorySegment row, int at);

    void set(MemorySegment row, int at, float value);

    FloatVector load(MemorySegment row, int at);

    void store(MemorySegment row, int at, FloatVector value);

    default float greatest(MemorySegment row) {
        var most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        int at = 0;
        for (; at < FLOATS.loopBound(length()); at += FLOATS.length()) {
            most = most.max(load(row, at));
        }
        float greatest = most.reduceLanes(VectorOperators.MAX);
        for (; at < length(); at++) {
            greatest = Math.max(greatest, get(row, at));
        }
        return greatest;
    }

    /** Where a value stands first. */
    default int first(MemorySegment row, float value) {
        int at = 0;
        while (get(row, at) != value) {
            at++;
        }
        return at;
    }

    default double sum(MemorySegment row) {
        double sum = 0;
        for (int at = 0; at < length(); at++) {
            sum += get(row, at);
        }
        return sum;
    }

    /** The sum of exp(x - greatest), to the last bit the same whether this is compiled or interpreted. */
    default double exponentials(MemorySegment row, float greatest) {
        int whole = FLOATS.loopBound(length());
        double sum = 0;
        for (int from = 0; from < whole; from += BLOCK) {
            var part = FloatVector.zero(FLOATS);
            for (int at = from; at < Math.min(whole, from + BLOCK); at += FLOATS.length()) {
                part = part.add(Exponential.of(load(row, at).sub(greatest)));
            }
            sum += inOrder(part);
        }
        for (int at = whole; at < length(); at++) {
            sum += Math.exp(get(row, at) - greatest);
        }
        return sum;
    }

    /** A reduction of lanes may add them up in any order, and does so in another one once it is compiled. */
    private static double inOrder(FloatVector lanes) {
        double sum = 0;
        for (float lane : lanes.toArray()) {
            sum += lane;
        }
        return sum;
    }

    /** Every x becomes exp(x - greatest) times the one plus the other. */
    default void softmax(MemorySegment row, float greatest, Scale scale) {
        var plus = FloatVector.broadcast(FLOATS, scale.plus());
        var times = FloatVector.broadcast(FLOATS, scale.times());
        int at = 0;
        for (; at < FLOATS.loopBound(length()); at += FLOATS.length()) {
            store(row, at, Exponential.of(load(row, at).sub(greatest)).fma(times, plus));
        }
        for (; at < length(); at++) {
            set(row, at, (float) Math.exp(get(row, at) - greatest) * scale.times() + scale.plus());
        }
    }

    record Scale(float times, float plus) {}
}
