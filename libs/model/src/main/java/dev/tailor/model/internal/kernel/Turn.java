package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Rotary position embedding (Su et al., 2021), half-split as in Hugging Face checkpoints, on the way from the tokens' order
 * to the heads'. Tokens are [N, heads, size]; of a group of rows of one length the heads are [rows, heads, length, size],
 * at the same place in memory. cos and sin [N, size / 2] of each token, or empty. Back: from the heads' order to the
 * tokens', turned the other way.
 */
final class Turn implements Kernel {

    @Override
    public String schema() {
        return "turn(Tensor x, Tensor cos, Tensor sin, Tensor(a!) y,"
                + " int first, int rows, int length, int heads, int size, int back) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var x = arguments.tensor(0);
        var y = arguments.tensor(3);
        var group = new Group(arguments.integer(4), arguments.integer(6), arguments.integer(7), arguments.integer(8));
        boolean back = arguments.integer(9) != 0;
        int size = group.size();
        var angles = new Angles(arguments.tensor(1), arguments.tensor(2), size / 2, back ? -1 : 1);
        Work.share((long) arguments.integer(5) * group.length(), (long) group.heads() * size, (from, to) -> {
            for (int token = from; token < to; token++) {
                for (int head = 0; head < group.heads(); head++) {
                    long tokens = group.inTokens(token, head);
                    long heads = group.inHeads(token, head);
                    var source = x.part(back ? heads : tokens, size);
                    var target = y.part(back ? tokens : heads, size);
                    angles.turn(group.first() + token, x.numbers(), source, target);
                }
            }
        });
    }

    /**
     * Rows of one length.
     *
     * @param first token of all
     */
    private record Group(int first, int length, int heads, int size) {

        long inTokens(int token, int head) {
            return ((long) (first + token) * heads + head) * size;
        }

        long inHeads(int token, int head) {
            int row = token / length;
            return ((long) first * heads + ((long) row * heads + head) * length + token % length) * size;
        }
    }

    /**
     * By which tokens are turned.
     *
     * @param cos empty: not at all
     */
    private record Angles(NativeTensor cos, NativeTensor sin, int half, float sign) {

        void turn(int token, Numbers numbers, MemorySegment x, MemorySegment y) {
            if (cos.isEmpty()) {
                MemorySegment.copy(x, 0, y, 0, x.byteSize());
                return;
            }
            var format = cos.numbers();
            var cosines = cos.row(token, half);
            var sines = sin.row(token, half);
            int bound = Numbers.FLOATS.loopBound(half);
            for (int at = 0; at < bound; at += Numbers.LANES) {
                var left = numbers.load(x, at);
                var right = numbers.load(x, half + at);
                var c = format.load(cosines, at);
                var s = format.load(sines, at).mul(sign);
                numbers.store(y, at, left.mul(c).sub(right.mul(s)));
                numbers.store(y, half + at, right.mul(c).add(left.mul(s)));
            }
            for (int at = bound; at < half; at++) {
                float left = numbers.get(x, at);
                float right = numbers.get(x, half + at);
                float c = format.get(cosines, at);
                float s = format.get(sines, at) * sign;
                numbers.set(y, at, left * c - right * s);
                numbers.set(y, half + at, right * c + left * s);
            }
        }
    }
}
