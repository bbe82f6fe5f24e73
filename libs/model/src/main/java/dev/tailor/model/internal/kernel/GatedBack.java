package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** The gradients of {@link Gated}: dup = d silu(gate), and d becomes that of gate; all of one shape. */
final class GatedBack implements Kernel {

    @Override
    public String schema() {
        return "gated_back(Tensor(a!) d, Tensor gate, Tensor up, Tensor(b!) dup) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var gradient = arguments.tensor(0);
        var gate = arguments.tensor(1);
        var up = arguments.tensor(2);
        var upGradient = arguments.tensor(3);
        Pieces.each(gate.elements(), (from, count, scratch) -> {
            var piece = new Piece(
                    gate.numbers(),
                    gradient.part(from, count),
                    gate.part(from, count),
                    up.part(from, count),
                    upGradient.part(from, count));
            int bound = Numbers.FLOATS.loopBound(count);
            Gated.sigmoidsOfVectors(piece.format(), piece.gate(), bound, scratch);
            piece.upOfVectors(bound, scratch);
            piece.gateOfVectors(bound, scratch);
            piece.rest(bound, count);
        });
    }

    private record Piece(Numbers format, MemorySegment d, MemorySegment gate, MemorySegment up, MemorySegment dup) {

        void upOfVectors(int to, float[] sigmoids) {
            for (int at = 0; at < to; at += Numbers.LANES) {
                var silu = format.load(gate, at).mul(FloatVector.fromArray(Numbers.FLOATS, sigmoids, at));
                format.store(dup, at, format.load(d, at).mul(silu));
            }
        }

        void gateOfVectors(int to, float[] sigmoids) {
            for (int at = 0; at < to; at += Numbers.LANES) {
                var sigmoid = FloatVector.fromArray(Numbers.FLOATS, sigmoids, at);
                var silu = format.load(gate, at).mul(sigmoid);
                var slope = silu.mul(sigmoid.neg().add(1)).add(sigmoid);
                format.store(d, at, format.load(d, at).mul(format.load(up, at)).mul(slope));
            }
        }

        void rest(int from, int to) {
            for (int at = from; at < to; at++) {
                float value = format.get(gate, at);
                float sigmoid = Gated.sigmoid(value);
                float before = format.get(d, at);
                format.set(dup, at, before * value * sigmoid);
                format.set(d, at, before * format.get(up, at) * sigmoid * (1 + value * (1 - sigmoid)));
            }
        }
    }
}
