package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
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
        Work.share(r.elements(), 2L * width, (from, to) -> {
            for (int row = from; row < to; row++) {
                var one = new Row(x.numbers(), x.row(row, width), dy.row(row, width), w, width);
                float scale = r.numbers().get(r.memory(), row);
                one.add(dx.row(row, width), scale, (float) (-one.product() * scale * scale * scale / width));
            }
        });
    }

    private record Row(Numbers format, MemorySegment x, MemorySegment dy, NativeTensor w, int width) {

        private FloatVector gradient(int at) {
            return format.load(dy, at).mul(w.numbers().load(w.memory(), at));
        }

        private float one(int at) {
            return format.get(dy, at) * w.numbers().get(w.memory(), at);
        }

        double product() {
            int bound = Numbers.FLOATS.loopBound(width);
            double product = Numbers.sum(products(bound));
            for (int at = bound; at < width; at++) {
                product += one(at) * format.get(x, at);
            }
            return product;
        }

        private FloatVector products(int to) {
            var sum = FloatVector.zero(Numbers.FLOATS);
            for (int at = 0; at < to; at += Numbers.LANES) {
                sum = gradient(at).fma(format.load(x, at), sum);
            }
            return sum;
        }

        void add(MemorySegment dx, float ofGradient, float ofInput) {
            int bound = Numbers.FLOATS.loopBound(width);
            addVectors(dx, bound, ofGradient, ofInput);
            for (int at = bound; at < width; at++) {
                format.set(dx, at, format.get(dx, at) + one(at) * ofGradient + format.get(x, at) * ofInput);
            }
        }

        /** In a method of its own: the compiler keeps vectors in registers only in methods that are not too large. */
        private void addVectors(MemorySegment dx, int to, float ofGradient, float ofInput) {
            for (int at = 0; at < to; at += Numbers.LANES) {
                var sum = gradient(at).mul(ofGradient).add(format.load(dx, at));
                format.store(dx, at, format.load(x, at).mul(ofInput).add(sum));
            }
        }
    }
}
