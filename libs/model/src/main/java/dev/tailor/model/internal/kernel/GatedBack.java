package dev.tailor.model.internal.kernel;

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
        var format = gate.numbers();
        Pieces.each(gate.elements(), (from, count) -> {
            var d = gradient.part(from, count);
            var g = gate.part(from, count);
            var u = up.part(from, count);
            var dup = upGradient.part(from, count);
            int bound = Numbers.FLOATS.loopBound(count);
            for (int at = 0; at < bound; at += Numbers.LANES) {
                var value = format.load(g, at);
                var sigmoid = Gated.sigmoid(value);
                var silu = value.mul(sigmoid);
                var slope = silu.mul(sigmoid.neg().add(1)).add(sigmoid);
                var from0 = format.load(d, at);
                format.store(dup, at, from0.mul(silu));
                format.store(d, at, from0.mul(format.load(u, at)).mul(slope));
            }
            for (int at = bound; at < count; at++) {
                float value = format.get(g, at);
                float sigmoid = Gated.sigmoid(value);
                float before = format.get(d, at);
                format.set(dup, at, before * value * sigmoid);
                format.set(d, at, before * format.get(u, at) * sigmoid * (1 + value * (1 - sigmoid)));
            }
        });
    }
}
