package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.util.stream.DoubleStream;
import jdk.incubator.vector.FloatVector;

/** The sum of the squares of all numbers becomes one of the sums, added up in the same order each time. */
final class Squares implements Kernel {

    @Override
    public String schema() {
        return "squares(Tensor x, Tensor(a!) sums, int at) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var x = arguments.tensor(0);
        var sums = arguments.tensor(1);
        var parts = new double[Math.toIntExact(Math.ceilDiv(x.elements(), Pieces.SIZE))];
        Pieces.each(x.elements(), (from, count, scratch) -> {
            var piece = x.part(from, count);
            int bound = Numbers.FLOATS.loopBound(count);
            parts[(int) (from / Pieces.SIZE)] =
                    squaresOfVectors(x.numbers(), piece, bound) + rest(x.numbers(), piece, bound, count);
        });
        sums.set(arguments.integer(2), (float) DoubleStream.of(parts).sum());
    }

    /** Gives a number, not a vector: what leaves a loop as an object is made as one in each of its turns. */
    private static double squaresOfVectors(Numbers format, MemorySegment x, int to) {
        var sum = FloatVector.zero(Numbers.FLOATS);
        for (int at = 0; at < to; at += Numbers.LANES) {
            var value = format.load(x, at);
            sum = value.fma(value, sum);
        }
        return Numbers.sum(sum);
    }

    private static double rest(Numbers format, MemorySegment x, int from, int to) {
        double sum = 0;
        for (int at = from; at < to; at++) {
            sum += (double) format.get(x, at) * format.get(x, at);
        }
        return sum;
    }
}
