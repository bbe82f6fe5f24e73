package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** The gradient d of probabilities p becomes that of their scores: p (d − p·d) of each row; 0 where nothing is seen. */
final class CausalSoftmaxBack implements Kernel {

    @Override
    public String schema() {
        return "causal_softmax_back(Tensor(a!) d, Tensor p, int keys, int queries, int offset, int window) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var gradient = arguments.tensor(0);
        var probabilities = arguments.tensor(1);
        int keys = arguments.integer(2);
        var visible = Visible.of(arguments, 3);
        var format = probabilities.numbers();
        Work.share(probabilities.elements() / keys, 2L * keys, (first, last) -> {
            for (int at = first; at < last; at++) {
                int from = visible.from(at);
                int to = visible.to(at);
                var d = gradient.row(at, keys);
                var p = probabilities.row(at, keys);
                CausalSoftmax.clear(format, d, 0, from);
                CausalSoftmax.clear(format, d, to, keys);
                long room = (long) keys - from;
                var seen = new CausalSoftmax.Seen(to - from, keys - from);
                back(format, format.part(d, from, room), format.part(p, from, room), seen);
            }
        });
    }

    /** Where nothing is seen both are 0. */
    private static void back(Numbers format, MemorySegment d, MemorySegment p, CausalSoftmax.Seen seen) {
        int bound = seen.covered();
        float product = (float) product(format, d, p, seen);
        for (int at = 0; at < bound; at += Numbers.LANES) {
            format.store(d, at, format.load(d, at).sub(product).mul(format.load(p, at)));
        }
        for (int at = bound; at < seen.count(); at++) {
            format.set(d, at, (format.get(d, at) - product) * format.get(p, at));
        }
    }

    private static double product(Numbers format, MemorySegment d, MemorySegment p, CausalSoftmax.Seen seen) {
        int bound = seen.covered();
        var sum = FloatVector.zero(Numbers.FLOATS);
        for (int at = 0; at < bound; at += Numbers.LANES) {
            sum = format.load(d, at).fma(format.load(p, at), sum);
        }
        double product = Numbers.sum(sum);
        for (int at = bound; at < seen.count(); at++) {
            product += format.get(d, at) * format.get(p, at);
        }
        return product;
    }
}
