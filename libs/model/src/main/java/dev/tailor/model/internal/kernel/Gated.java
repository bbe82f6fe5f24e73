package dev.tailor.model.internal.kernel;

import jdk.incubator.vector.FloatVector;

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
        var format = gate.numbers();
        Pieces.each(gate.elements(), (from, count) -> {
            var g = gate.part(from, count);
            var u = up.part(from, count);
            var product = y.part(from, count);
            int bound = Numbers.FLOATS.loopBound(count);
            for (int at = 0; at < bound; at += Numbers.LANES) {
                var value = format.load(g, at);
                format.store(product, at, value.mul(sigmoid(value)).mul(format.load(u, at)));
            }
            for (int at = bound; at < count; at++) {
                float value = format.get(g, at);
                format.set(product, at, value * sigmoid(value) * format.get(u, at));
            }
        });
    }

    /** 1 / (1 + exp(−x)), of the exponential of a number up to 0. */
    static FloatVector sigmoid(FloatVector x) {
        var power = Exponential.of(x.abs().neg());
        var one = FloatVector.broadcast(Numbers.FLOATS, 1);
        var top = power.blend(one, x.compare(jdk.incubator.vector.VectorOperators.GE, 0));
        return top.div(power.add(1));
    }

    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
