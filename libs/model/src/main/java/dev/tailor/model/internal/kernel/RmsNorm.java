package dev.tailor.model.internal.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Root mean square normalisation (Zhang and Sennrich, 2019): y = x r w with r = 1 / √(mean x² + eps) of each row; x, y
 * [rows, width], w [width], r [rows] in float32.
 */
final class RmsNorm implements Kernel {

    @Override
    public String schema() {
        return "rms_norm(Tensor x, Tensor w, Tensor(a!) y, Tensor(b!) r, float eps) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var x = arguments.tensor(0);
        var w = arguments.tensor(1);
        var y = arguments.tensor(2);
        var r = arguments.tensor(3);
        double eps = arguments.fraction(4);
        int width = Math.toIntExact(w.elements());
        var rows = new Rows(x, w, y, width);
        Work.share(r.elements(), width, (from, to) -> {
            for (int row = from; row < to; row++) {
                long at = (long) row * width;
                float scale = (float) (1 / Math.sqrt(rows.squares(at) / width + eps));
                r.set(row, scale);
                rows.scale(at, scale);
            }
        });
    }

    /** A row is told by where it begins: slices would be objects for each. */
    private record Rows(NativeTensor x, NativeTensor w, NativeTensor y, int width) {

        double squares(long row) {
            int bound = Numbers.FLOATS.loopBound(width);
            double squares = squaresOfVectors(row, bound);
            for (int at = bound; at < width; at++) {
                float value = x.get(row + at);
                squares += value * value;
            }
            return squares;
        }

        private double squaresOfVectors(long row, int to) {
            var sum = FloatVector.zero(Numbers.FLOATS);
            for (int at = 0; at < to; at += Numbers.LANES) {
                var value = x.load(row + at);
                sum = value.fma(value, sum);
            }
            return Numbers.sum(sum);
        }

        void scale(long row, float scale) {
            int bound = Numbers.FLOATS.loopBound(width);
            scaleVectors(row, bound, scale);
            for (int at = bound; at < width; at++) {
                float value = x.get(row + at) * scale;
                y.set(row + at, value * w.get(at));
            }
        }

        private void scaleVectors(long row, int to, float scale) {
            for (int at = 0; at < to; at += Numbers.LANES) {
                var value = x.load(row + at).mul(scale);
                y.store(row + at, value.mul(w.load(at)));
            }
        }
    }
}
