package dev.tailor.model.internal.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Adds to dx the gradient of x in {@link RmsNorm}: with g = dy w of a row, r g − x r³ (g·x) / width; all [rows, width], w
 * [width], r [rows] in float32.
 */
final class RmsNormBack implements Kernel {

    @Override
    public String schema() {
        return "rms_norm_back(Tensor dy, Tensor x, Tensor w, Tensor r, Tensor(a!) dx) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var dy = arguments.tensor(0);
        var x = arguments.tensor(1);
        var w = arguments.tensor(2);
        var r = arguments.tensor(3);
        var dx = arguments.tensor(4);
        int width = Math.toIntExact(w.elements());
        var rows = new Rows(dy, x, w, dx);
        Work.share(r.elements(), 2L * width, (from, to) -> {
            for (int row = from; row < to; row++) {
                long at = (long) row * width;
                float scale = r.get(row);
                rows.add(at, scale, (float) (-rows.product(at) * scale * scale * scale / width));
            }
        });
    }

    /** A row is told by where it begins: slices would be objects for each. */
    private record Rows(NativeTensor dy, NativeTensor x, NativeTensor w, NativeTensor dx) {

        private int width() {
            return (int) w.elements();
        }

        private FloatVector gradient(long row, int at) {
            return dy.load(row + at).mul(w.load(at));
        }

        private float oneGradient(long row, int at) {
            return dy.get(row + at) * w.get(at);
        }

        double product(long row) {
            int bound = Numbers.FLOATS.loopBound(width());
            double product = productOfVectors(row, bound);
            for (int at = bound; at < width(); at++) {
                product += oneGradient(row, at) * x.get(row + at);
            }
            return product;
        }

        private double productOfVectors(long row, int to) {
            var sum = FloatVector.zero(Numbers.FLOATS);
            for (int at = 0; at < to; at += Numbers.LANES) {
                sum = gradient(row, at).fma(x.load(row + at), sum);
            }
            return Numbers.sum(sum);
        }

        void add(long row, float ofGradient, float ofInput) {
            int bound = Numbers.FLOATS.loopBound(width());
            addVectors(row, bound, ofGradient, ofInput);
            for (int at = bound; at < width(); at++) {
                float own = x.get(row + at) * ofInput;
                float sum = dx.get(row + at) + oneGradient(row, at) * ofGradient + own;
                dx.set(row + at, sum);
            }
        }

        private void addVectors(long row, int to, float ofGradient, float ofInput) {
            for (int at = 0; at < to; at += Numbers.LANES) {
                var own = x.load(row + at).mul(ofInput);
                var sum = gradient(row, at).mul(ofGradient).add(dx.load(row + at));
                dx.store(row + at, own.add(sum));
            }
        }
    }
}
