package dev.tailor.model.internal.kernel;

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
        Work.share(scores.elements() / keys, keys, (first, last) -> {
            var rows = new Rows(scores, new float[keys + Numbers.LANES]);
            for (int at = first; at < last; at++) {
                long row = (long) at * keys;
                int from = visible.from(at);
                int to = visible.to(at);
                clear(scores, row, from);
                clear(scores, row + to, keys - to);
                rows.spread(row + from, new Seen(to - from, keys - from));
            }
        });
    }

    static void clear(NativeTensor tensor, long from, int count) {
        if (count > 0) {
            tensor.part(from, count).fill((byte) 0);
        }
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

    /**
     * A row is told by where it begins: slices would be objects for each.
     *
     * @param powers room for the exponentials of what a row has beside its greatest number
     */
    private record Rows(NativeTensor scores, float[] powers) {

        void spread(long row, Seen seen) {
            double all = powers(row, seen, greatest(row, seen));
            float share = (float) (1 / all);
            shareVectors(row, seen.covered(), share);
            for (int at = seen.covered(); at < seen.count(); at++) {
                scores.set(row + at, powers[at] * share);
            }
        }

        private float greatest(long row, Seen seen) {
            float greatest = greatestOfVectors(row, seen);
            for (int at = seen.covered(); at < seen.count(); at++) {
                greatest = Math.max(greatest, scores.get(row + at));
            }
            return greatest;
        }

        private float greatestOfVectors(long row, Seen seen) {
            int covered = seen.covered();
            var most = FloatVector.broadcast(Numbers.FLOATS, Float.NEGATIVE_INFINITY);
            for (int at = 0; at < covered; at += Numbers.LANES) {
                most = most.max(seen.only(scores.load(row + at), at, Float.NEGATIVE_INFINITY));
            }
            return most.reduceLanes(VectorOperators.MAX);
        }

        /** Fills them in; returns their sum. */
        private double powers(long row, Seen seen, float greatest) {
            double all = powersOfVectors(row, seen, greatest);
            for (int at = seen.covered(); at < seen.count(); at++) {
                powers[at] = (float) Math.exp(scores.get(row + at) - greatest);
                all += powers[at];
            }
            return all;
        }

        private double powersOfVectors(long row, Seen seen, float greatest) {
            int covered = seen.covered();
            var sum = FloatVector.zero(Numbers.FLOATS);
            for (int at = 0; at < covered; at += Numbers.LANES) {
                var power = seen.only(Exponential.of(scores.load(row + at).sub(greatest)), at, 0);
                power.intoArray(powers, at);
                sum = sum.add(power);
            }
            return Numbers.sum(sum);
        }

        private void shareVectors(long row, int covered, float share) {
            for (int at = 0; at < covered; at += Numbers.LANES) {
                var power = FloatVector.fromArray(Numbers.FLOATS, powers, at);
                scores.store(row + at, power.mul(share));
            }
        }
    }
}
