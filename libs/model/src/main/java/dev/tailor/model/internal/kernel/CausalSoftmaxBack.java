package dev.tailor.model.internal.kernel;

import jdk.incubator.vector.FloatVector;

/** The gradient d of probabilities p becomes that of their scores: p (d − p·d) of each row; 0 where nothing is seen. */
final class CausalSoftmaxBack implements Kernel {

    @Override
    public String schema() {
        return "causal_softmax_back(Tensor(a!) d, Tensor p, int keys, int queries, int offset, int window) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var rows = new Rows(arguments.tensor(0), arguments.tensor(1));
        int keys = arguments.integer(2);
        var visible = Visible.of(arguments, 3);
        Work.share(rows.p().elements() / keys, 2L * keys, (first, last) -> {
            for (int at = first; at < last; at++) {
                long row = (long) at * keys;
                int from = visible.from(at);
                int to = visible.to(at);
                CausalSoftmax.clear(rows.d(), row, from);
                CausalSoftmax.clear(rows.d(), row + to, keys - to);
                rows.back(row + from, new CausalSoftmax.Seen(to - from, keys - from));
            }
        });
    }

    /** A row is told by where it begins: slices would be objects for each. Where nothing is seen both are 0. */
    private record Rows(NativeTensor d, NativeTensor p) {

        void back(long row, CausalSoftmax.Seen seen) {
            float product = (float) product(row, seen);
            backVectors(row, seen.covered(), product);
            for (int at = seen.covered(); at < seen.count(); at++) {
                d.set(row + at, (d.get(row + at) - product) * p.get(row + at));
            }
        }

        private void backVectors(long row, int covered, float product) {
            for (int at = 0; at < covered; at += Numbers.LANES) {
                var gradient = d.load(row + at).sub(product);
                d.store(row + at, gradient.mul(p.load(row + at)));
            }
        }

        private double product(long row, CausalSoftmax.Seen seen) {
            double product = productOfVectors(row, seen.covered());
            for (int at = seen.covered(); at < seen.count(); at++) {
                product += d.get(row + at) * p.get(row + at);
            }
            return product;
        }

        private double productOfVectors(long row, int covered) {
            var sum = FloatVector.zero(Numbers.FLOATS);
            for (int at = 0; at < covered; at += Numbers.LANES) {
                sum = d.load(row + at).fma(p.load(row + at), sum);
            }
            return Numbers.sum(sum);
        }
    }
}
