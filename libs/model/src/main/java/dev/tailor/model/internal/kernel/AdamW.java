package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * A step of AdamW (Loshchilov and Hutter, 2019), piece by piece: what is read from memory once serves all that is to be done
 * with it. With g the gradient times a factor: m += (1 - β₁)(g - m), v = β₂ v + (1 - β₂) g², and
 * p = (1 - rate decay) p - rate / first · m / (√(v / second) + ε), where first and second are 1 - βᵗ. Then w becomes p in its
 * number format, unless it is empty.
 */
final class AdamW implements Kernel {

    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    @Override
    public String schema() {
        return "adamw(Tensor(a!) p, Tensor g, Tensor(b!) m, Tensor(c!) v, Tensor(d!) w,"
                + " float factor, float rate, float decay, float first, float second) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var p = arguments.tensor(0);
        var g = arguments.tensor(1);
        var m = arguments.tensor(2);
        var v = arguments.tensor(3);
        var w = arguments.tensor(4);
        var step = Step.of(arguments);
        Pieces.each(p.elements(), (from, count, scratch) -> {
            var piece = new Piece(p.part(from, count), g.part(from, count), m.part(from, count), v.part(from, count));
            int bound = Numbers.FLOATS.loopBound(count);
            piece.meansOfVectors(bound, step.factor());
            piece.squaresOfVectors(bound, step.factor());
            piece.weightsOfVectors(bound, step);
            piece.rest(bound, count, step);
            if (!w.isEmpty()) {
                copy(piece.p(), w.numbers(), w.part(from, count), count);
            }
        });
    }

    /**
     * @param factor on the gradients
     * @param kept share of a weight that decay leaves
     * @param size of a step over the root
     * @param root that squares' roots are divided by
     */
    private record Step(float factor, float kept, float size, float root) {

        static Step of(Arguments arguments) {
            double rate = arguments.fraction(6);
            return new Step(
                    (float) arguments.fraction(5),
                    (float) (1 - rate * arguments.fraction(7)),
                    (float) (rate / arguments.fraction(8)),
                    (float) Math.sqrt(arguments.fraction(9)));
        }
    }

    /** In float32. */
    private record Piece(MemorySegment p, MemorySegment g, MemorySegment m, MemorySegment v) {

        private static final Float32 FORMAT = new Float32();

        void meansOfVectors(int to, float factor) {
            for (int at = 0; at < to; at += Numbers.LANES) {
                var mean = FORMAT.load(m, at);
                var gradient = FORMAT.load(g, at).mul(factor);
                FORMAT.store(m, at, gradient.sub(mean).mul(1 - BETA_1).add(mean));
            }
        }

        void squaresOfVectors(int to, float factor) {
            for (int at = 0; at < to; at += Numbers.LANES) {
                var gradient = FORMAT.load(g, at).mul(factor);
                var square = gradient.mul(gradient).mul(1 - BETA_2);
                FORMAT.store(v, at, FORMAT.load(v, at).mul(BETA_2).add(square));
            }
        }

        void weightsOfVectors(int to, Step step) {
            var epsilon = FloatVector.broadcast(Numbers.FLOATS, EPSILON);
            for (int at = 0; at < to; at += Numbers.LANES) {
                var root = FORMAT.load(v, at).sqrt().div(step.root()).add(epsilon);
                var change = FORMAT.load(m, at).div(root).mul(step.size());
                FORMAT.store(p, at, FORMAT.load(p, at).mul(step.kept()).sub(change));
            }
        }

        void rest(int from, int to, Step step) {
            for (int at = from; at < to; at++) {
                float gradient = FORMAT.get(g, at) * step.factor();
                float mean = FORMAT.get(m, at);
                mean += (gradient - mean) * (1 - BETA_1);
                float square = FORMAT.get(v, at) * BETA_2 + gradient * gradient * (1 - BETA_2);
                float root = (float) Math.sqrt(square) / step.root() + EPSILON;
                FORMAT.set(m, at, mean);
                FORMAT.set(v, at, square);
                FORMAT.set(p, at, FORMAT.get(p, at) * step.kept() - mean / root * step.size());
            }
        }
    }

    private static void copy(MemorySegment p, Numbers format, MemorySegment w, int count) {
        int bound = Numbers.FLOATS.loopBound(count);
        copyVectors(p, format, w, bound);
        for (int at = bound; at < count; at++) {
            format.set(w, at, Piece.FORMAT.get(p, at));
        }
    }

    private static void copyVectors(MemorySegment p, Numbers format, MemorySegment w, int to) {
        for (int at = 0; at < to; at += Numbers.LANES) {
            format.store(w, at, Piece.FORMAT.load(p, at));
        }
    }
}
