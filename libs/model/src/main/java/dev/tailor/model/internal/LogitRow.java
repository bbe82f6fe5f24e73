package dev.tailor.model.internal;

import dev.tailor.model.internal.kernel.Exponential;
import dev.tailor.model.internal.kernel.Numbers;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What the loss does with the logits of one position, in the number format that they have. */
record LogitRow(Numbers numbers, int length) {

    static final VectorSpecies<Float> FLOATS = Exponential.FLOATS;
    /** Numbers that are added up in float32 before they go into a sum in double. */
    static final int BLOCK = 1024;

    float greatest(MemorySegment row) {
        var most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        int at = 0;
        for (; at < FLOATS.loopBound(length); at += FLOATS.length()) {
            most = most.max(numbers.load(row, at));
        }
        float greatest = most.reduceLanes(VectorOperators.MAX);
        for (; at < length; at++) {
            greatest = Math.max(greatest, numbers.get(row, at));
        }
        return greatest;
    }

    /** Where a value stands first. */
    int first(MemorySegment row, float value) {
        int at = 0;
        while (numbers.get(row, at) != value) {
            at++;
        }
        return at;
    }

    double sum(MemorySegment row) {
        double sum = 0;
        for (int at = 0; at < length; at++) {
            sum += numbers.get(row, at);
        }
        return sum;
    }

    /** The sum of exp(x - greatest), to the last bit the same whether this is compiled or interpreted. */
    double exponentials(MemorySegment row, float greatest) {
        int whole = FLOATS.loopBound(length);
        double sum = 0;
        for (int from = 0; from < whole; from += BLOCK) {
            var part = FloatVector.zero(FLOATS);
            for (int at = from; at < Math.min(whole, from + BLOCK); at += FLOATS.length()) {
                part = part.add(Exponential.of(numbers.load(row, at).sub(greatest)));
            }
            sum += Numbers.sum(part);
        }
        for (int at = whole; at < length; at++) {
            sum += Math.exp(numbers.get(row, at) - greatest);
        }
        return sum;
    }

    /** Every x becomes exp(x - greatest) times the one plus the other. */
    void softmax(MemorySegment row, float greatest, Scale scale) {
        var plus = FloatVector.broadcast(FLOATS, scale.plus());
        var times = FloatVector.broadcast(FLOATS, scale.times());
        int at = 0;
        for (; at < FLOATS.loopBound(length); at += FLOATS.length()) {
            numbers.store(
                    row, at, Exponential.of(numbers.load(row, at).sub(greatest)).fma(times, plus));
        }
        for (; at < length; at++) {
            numbers.set(row, at, (float) Math.exp(numbers.get(row, at) - greatest) * scale.times() + scale.plus());
        }
    }

    record Scale(float times, float plus) {}
}
