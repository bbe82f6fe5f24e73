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
        var gain = new Gain(arguments.tensor(0), arguments.tensor(1), arguments.tensor(2), arguments.tensor(3));
        Work.share(Math.ceilDiv(gain.width(), Numbers.LANES), (long) gain.rows() * Numbers.LANES, (from, to) -> {
            for (int block = from; block < to; block++) {
                gain.addBlock(block * Numbers.LANES);
            }
        });
    }

    private record Gain(NativeTensor dy, NativeTensor x, NativeTensor r, NativeTensor gw) {

        int width() {
            return Math.toIntExact(gw.elements());
        }

        int rows() {
            return Math.toIntExact(r.elements());
        }

        void addBlock(int at) {
            if (at + Numbers.LANES <= width()) {
                addVectors(at);
                return;
            }
            for (int column = at; column < width(); column++) {
                addColumn(column);
            }
        }

        private void addVectors(int at) {
            int width = width();
            int rows = rows();
            var sum = gw.load(at);
            for (int row = 0; row < rows; row++) {
                long place = (long) row * width + at;
                var product = dy.load(place).mul(x.load(place));
                sum = product.fma(FloatVector.broadcast(Numbers.FLOATS, scale(row)), sum);
            }
            gw.store(at, sum);
        }

        private void addColumn(int column) {
            int width = width();
            int rows = rows();
            float sum = gw.get(column);
            for (int row = 0; row < rows; row++) {
                long place = (long) row * width + column;
                sum += dy.get(place) * x.get(place) * scale(row);
            }
            gw.set(column, sum);
        }

        private float scale(int row) {
            return r.get(row);
        }
    }
}
