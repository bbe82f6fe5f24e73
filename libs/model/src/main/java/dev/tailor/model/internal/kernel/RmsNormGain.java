package dev.tailor.model.internal.kernel;

import jdk.incubator.vector.FloatVector;

/** Adds to gw, in float32, the gradient of w in {@link RmsNorm}: the sum of x r dy over the rows, from the first to the last. */
final class RmsNormGain implements Kernel {

    @Override
    public String schema() {
        return "rms_norm_gain(Tensor dy, Tensor x, Tensor r, Tensor(a!) gw) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var dy = arguments.tensor(0);
        var x = arguments.tensor(1);
        var r = arguments.tensor(2);
        var gw = arguments.tensor(3);
        int width = Math.toIntExact(gw.elements());
        int rows = Math.toIntExact(r.elements());
        Work.share(Math.ceilDiv(width, Numbers.LANES), (long) rows * Numbers.LANES, (from, to) -> {
            for (int block = from; block < to; block++) {
                int at = block * Numbers.LANES;
                if (at + Numbers.LANES <= width) {
                    var sum = gw.numbers().load(gw.memory(), at);
                    for (int row = 0; row < rows; row++) {
                        sum = product(dy, x, row * width + at)
                                .fma(
                                        FloatVector.broadcast(
                                                Numbers.FLOATS, r.numbers().get(r.memory(), row)),
                                        sum);
                    }
                    gw.numbers().store(gw.memory(), at, sum);
                } else {
                    for (int column = at; column < width; column++) {
                        float sum = gw.numbers().get(gw.memory(), column);
                        for (int row = 0; row < rows; row++) {
                            int place = row * width + column;
                            sum += dy.numbers().get(dy.memory(), place)
                                    * x.numbers().get(x.memory(), place)
                                    * r.numbers().get(r.memory(), row);
                        }
                        gw.numbers().set(gw.memory(), column, sum);
                    }
                }
            }
        });
    }

    private static FloatVector product(NativeTensor dy, NativeTensor x, int at) {
        return dy.numbers().load(dy.memory(), at).mul(x.numbers().load(x.memory(), at));
    }
}
