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
            var powers = new float[keys];
            for (int at = first; at < last; at++) {
                var row = scores.row(at, keys);
                int from = visible.from(at);
                int to = visible.to(at);
                clear(format, row, 0, from);
                spread(format, format.part(row, from, (long) to - from), to - from, powers);
                clear(format, row, to, keys);
            }
        });
    }

    static void clear(Numbers format, MemorySegment row, int from, int to) {
        format.part(row, from, (long) to - from).fill((byte) 0);
    }

    private static void spread(Numbers format, MemorySegment row, int count, float[] powers) {
        int bound = Numbers.FLOATS.loopBound(count);
        float greatest = greatest(format, row, count);
        var sum = FloatVector.zero(Numbers.FLOATS);
        for (int at = 0; at < bound; at += Numbers.LANES) {
            var power = Exponential.of(format.load(row, at).sub(greatest));
            power.intoArray(powers, at);
            sum = sum.add(power);
        }
        double all = Numbers.sum(sum);
        for (int at = bound; at < count; at++) {
            powers[at] = (float) Math.exp(format.get(row, at) - greatest);
            all += powers[at];
        }
        float share = (float) (1 / all);
        for (int at = 0; at < bound; at += Numbers.LANES) {
            format.store(
                    row, at, FloatVector.fromArray(Numbers.FLOATS, powers, at).mul(share));
        }
        for (int at = bound; at < count; at++) {
            format.set(row, at, powers[at] * share);
        }
    }

    private static float greatest(Numbers format, MemorySegment row, int count) {
        int bound = Numbers.FLOATS.loopBound(count);
        var most = FloatVector.broadcast(Numbers.FLOATS, Float.NEGATIVE_INFINITY);
        for (int at = 0; at < bound; at += Numbers.LANES) {
            most = most.max(format.load(row, at));
        }
        float greatest = most.reduceLanes(VectorOperators.MAX);
        for (int at = bound; at < count; at++) {
            greatest = Math.max(greatest, format.get(row, at));
        }
        return greatest;
    }
}
