package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Scores [rows, keys] become probabilities of the keys that a row's query sees; the others get 0. */
final class CausalSoftmax implements Kernel {

    @Override
    public String schema() {
        return "causal_softmax(Tensor(a!) scores, int keys, int queries, int offset, int window) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var scores = arguments.tensor(0);
        int keys = arguments.integer(1);
        var visible = Visible.of(arguments, 2);
        var format = scores.numbers();
        Work.share(scores.elements() / keys, keys, (first, last) -> {
            var powers = new float[keys + Numbers.LANES];
            for (int at = first; at < last; at++) {
                var row = scores.row(at, keys);
                int from = visible.from(at);
                int to = visible.to(at);
                clear(format, row, 0, from);
                clear(format, row, to, keys);
                spread(format, format.part(row, from, (long) keys - from), new Seen(to - from, keys - from), powers);
            }
        });
    }

    static void clear(Numbers format, MemorySegment row, int from, int to) {
        format.part(row, from, (long) to - from).fill((byte) 0);
    }

    /**
     * Numbers that a row begins with, and what of them is computed by vectors: the last one may reach beyond them.
     *
     * @param room of the row after its begin
     */
    record Seen(int count, int room) {

        /** In whole vectors. */
        int whole() {
            return Numbers.FLOATS.loopBound(count);
        }

        /** In vectors that lie within the row. */
        int covered() {
            return whole() < count && whole() + Numbers.LANES <= room ? whole() + Numbers.LANES : whole();
        }

        /** A vector at a place, with the given number where nothing is seen. */
        FloatVector only(FloatVector value, int at, float hidden) {
            return at < whole() ? value : value.blend(hidden, Numbers.from(count - at));
        }
    }

    private static void spread(Numbers format, MemorySegment row, Seen seen, float[] powers) {
        float greatest = greatest(format, row, seen);
        double all = powers(format, row, seen, new Powers(powers, greatest));
        float share = (float) (1 / all);
        shares(format, row, seen.covered(), new Shares(powers, share));
        for (int at = seen.covered(); at < seen.count(); at++) {
            format.set(row, at, powers[at] * share);
        }
    }

    /** Exponentials of what a row has beside its greatest number. */
    private record Powers(float[] at, float greatest) {}

    private record Shares(float[] of, float share) {}

    // Each loop has a method of its own: the compiler keeps vectors in registers only in methods that are not too
    // large.

    private static float greatest(Numbers format, MemorySegment row, Seen seen) {
        float greatest = greatestOfVectors(format, row, seen);
        for (int at = seen.covered(); at < seen.count(); at++) {
            greatest = Math.max(greatest, format.get(row, at));
        }
        return greatest;
    }

    private static float greatestOfVectors(Numbers format, MemorySegment row, Seen seen) {
        int covered = seen.covered();
        var most = FloatVector.broadcast(Numbers.FLOATS, Float.NEGATIVE_INFINITY);
        for (int at = 0; at < covered; at += Numbers.LANES) {
            most = most.max(seen.only(format.load(row, at), at, Float.NEGATIVE_INFINITY));
        }
        return most.reduceLanes(VectorOperators.MAX);
    }

    /** Fills them in; returns their sum. */
    private static double powers(Numbers format, MemorySegment row, Seen seen, Powers powers) {
        double all = powersOfVectors(format, row, seen, powers);
        for (int at = seen.covered(); at < seen.count(); at++) {
            powers.at()[at] = (float) Math.exp(format.get(row, at) - powers.greatest());
            all += powers.at()[at];
        }
        return all;
    }

    private static double powersOfVectors(Numbers format, MemorySegment row, Seen seen, Powers powers) {
        int covered = seen.covered();
        var sum = FloatVector.zero(Numbers.FLOATS);
        for (int at = 0; at < covered; at += Numbers.LANES) {
            var power = seen.only(Exponential.of(format.load(row, at).sub(powers.greatest())), at, 0);
            power.intoArray(powers.at(), at);
            sum = sum.add(power);
        }
        return Numbers.sum(sum);
    }

    private static void shares(Numbers format, MemorySegment row, int covered, Shares shares) {
        for (int at = 0; at < covered; at += Numbers.LANES) {
            format.store(
                    row,
                    at,
                    FloatVector.fromArray(Numbers.FLOATS, shares.of(), at).mul(shares.share()));
        }
    }
}
