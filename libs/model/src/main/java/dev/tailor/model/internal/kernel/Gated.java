package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** SwiGLU's product (Shazeer, 2020): y = silu(gate) up, all of one shape. */
final class Gated implements Kernel {

    @Override
    public String schema() {
        return "gated(Tensor gate, Tensor up, Tensor(a!) y) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var gate = arguments.tensor(0);
        var up = arguments.tensor(1);
        var y = arguments.tensor(2);
        Pieces.each(gate.elements(), (from, count, scratch) -> {
            var piece = new Piece(gate.numbers(), gate.part(from, count), up.part(from, count), y.part(from, count));
            int bound = Numbers.FLOATS.loopBound(count);
            sigmoidsOfVectors(piece.format(), piece.gate(), bound, scratch);
            piece.productOfVectors(bound, scratch);
            piece.rest(bound, count);
        });
    }

    private record Piece(Numbers format, MemorySegment gate, MemorySegment up, MemorySegment y) {

        void productOfVectors(int to, float[] sigmoids) {
            for (int at = 0; at < to; at += Numbers.LANES) {
                var silu = format.load(gate, at).mul(FloatVector.fromArray(Numbers.FLOATS, sigmoids, at));
                format.store(y, at, silu.mul(format.load(up, at)));
            }
        }

        void rest(int from, int to) {
            for (int at = from; at < to; at++) {
                float value = format.get(gate, at);
                format.set(y, at, value * sigmoid(value) * format.get(up, at));
            }
        }
    }

    static void sigmoidsOfVectors(Numbers format, MemorySegment x, int to, float[] sigmoids) {
        for (int at = 0; at < to; at += Numbers.LANES) {
            sigmoid(format.load(x, at)).intoArray(sigmoids, at);
        }
    }

    /** 1 / (1 + exp(−x)), of the exponential of a number up to 0. */
    private static FloatVector sigmoid(FloatVector x) {
        var power = Exponential.of(x.abs().neg());
        var one = FloatVector.broadcast(Numbers.FLOATS, 1);
        var top = power.blend(one, x.compare(VectorOperators.GE, 0));
        return top.div(power.add(1));
    }

    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
