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
            var place = new Place(numbers, x, y, cos.row(token, half), sin.row(token, half));
            int last = half - Numbers.LANES;
            if (last < 0) {
                rest(place);
                return;
            }
            for (int at = 0; at < half; at += Numbers.LANES) {
                // What the last vector turns once more comes to the same.
                vector(place, Math.min(at, last));
            }
        }

        /** A head and its angles. */
        private record Place(
                Numbers numbers, MemorySegment x, MemorySegment y, MemorySegment cosines, MemorySegment sines) {}

        private void vector(Place place, int at) {
            var numbers = place.numbers();
            var left = numbers.load(place.x(), at);
            var right = numbers.load(place.x(), half + at);
            var c = cos.numbers().load(place.cosines(), at);
            var s = sin.numbers().load(place.sines(), at).mul(sign);
            numbers.store(place.y(), at, left.mul(c).sub(right.mul(s)));
            numbers.store(place.y(), half + at, right.mul(c).add(left.mul(s)));
        }

        /** Of heads that fill no vector. */
        private void rest(Place place) {
            var numbers = place.numbers();
            for (int at = 0; at < half; at++) {
                float left = numbers.get(place.x(), at);
                float right = numbers.get(place.x(), half + at);
                float c = cos.numbers().get(place.cosines(), at);
                float s = sin.numbers().get(place.sines(), at) * sign;
                numbers.set(place.y(), at, left * c - right * s);
                numbers.set(place.y(), half + at, right * c + left * s);
            }
        }
    }
}
