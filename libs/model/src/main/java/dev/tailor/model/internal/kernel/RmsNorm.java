package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
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
        Work.share(r.elements(), width, (from, to) -> {
            for (int at = from; at < to; at++) {
                var row = new Row(x.numbers(), x.row(at, width), y.row(at, width), width);
                float scale = (float) (1 / Math.sqrt(row.squares() / width + eps));
                r.numbers().set(r.memory(), at, scale);
                row.scale(scale, w);
            }
        });
    }

    private record Row(Numbers format, MemorySegment x, MemorySegment y, int width) {

        double squares() {
            int bound = Numbers.FLOATS.loopBound(width);
            var sum = FloatVector.zero(Numbers.FLOATS);
            for (int at = 0; at < bound; at += Numbers.LANES) {
                var value = format.load(x, at);
                sum = value.fma(value, sum);
            }
            double squares = Numbers.sum(sum);
            for (int at = bound; at < width; at++) {
                squares += format.get(x, at) * format.get(x, at);
            }
            return squares;
        }

        void scale(float scale, NativeTensor w) {
            int bound = Numbers.FLOATS.loopBound(width);
            for (int at = 0; at < bound; at += Numbers.LANES) {
                format.store(
                        y, at, format.load(x, at).mul(scale).mul(w.numbers().load(w.memory(), at)));
            }
            for (int at = bound; at < width; at++) {
                format.set(y, at, format.get(x, at) * scale * w.numbers().get(w.memory(), at));
            }
        }
    }
}
