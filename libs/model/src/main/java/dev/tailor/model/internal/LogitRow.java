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
        int whole = FLOATS.loopBound(length);
        float greatest = greatestOfVectors(row, whole);
        for (int at = whole; at < length; at++) {
            greatest = Math.max(greatest, numbers.get(row, at));
        }
        return greatest;
    }

    private float greatestOfVectors(MemorySegment row, int to) {
        var most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int at = 0; at < to; at += FLOATS.length()) {
            most = most.max(numbers.load(row, at));
        }
        return most.reduceLanes(VectorOperators.MAX);
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
            sum += exponentialsOfVectors(row, from, Math.min(whole, from + BLOCK), greatest);
        }
        for (int at = whole; at < length; at++) {
            sum += Math.exp(numbers.get(row, at) - greatest);
        }
        return sum;
    }

    private double exponentialsOfVectors(MemorySegment row, int from, int to, float greatest) {
        var sum = FloatVector.zero(FLOATS);
        for (int at = from; at < to; at += FLOATS.length()) {
            sum = sum.add(Exponential.of(numbers.load(row, at).sub(greatest)));
        }
        return Numbers.sum(sum);
    }

    /** Every x becomes exp(x - greatest) times the one plus the other. */
    void softmax(MemorySegment row, float greatest, Scale scale) {
        int whole = FLOATS.loopBound(length);
        softmaxVectors(row, whole, greatest, scale);
        for (int at = whole; at < length; at++) {
            numbers.set(row, at, (float) Math.exp(numbers.get(row, at) - greatest) * scale.times() + scale.plus());
        }
    }

    private void softmaxVectors(MemorySegment row, int to, float greatest, Scale scale) {
        var plus = FloatVector.broadcast(FLOATS, scale.plus());
        var times = FloatVector.broadcast(FLOATS, scale.times());
        for (int at = 0; at < to; at += FLOATS.length()) {
            var power = Exponential.of(numbers.load(row, at).sub(greatest));
            numbers.store(row, at, power.fma(times, plus));
        }
    }

    record Scale(float times, float plus) {}
}
