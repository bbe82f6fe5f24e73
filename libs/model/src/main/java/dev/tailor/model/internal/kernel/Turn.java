package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Rotary position embedding (Su et al., 2021), half-split as in Hugging Face checkpoints, on the way from the tokens' order
 * to the heads'. Tokens are [N, heads, size]; of a group of rows of one length the heads are [rows, heads, length, size],
 * at the same place in memory; groups are [rows, length, …]. cos and sin [N, size / 2] of each token, or empty. Back: from
 * the heads' order to the tokens', turned the other way.
 */
final class Turn implements Kernel {

    @Override
    public String schema() {
        return "turn(Tensor x, Tensor cos, Tensor sin, Tensor(a!) y, Tensor groups,"
                + " int heads, int size, int back) -> ()";
    }

    @Override
    public void run(Arguments arguments) {
        var x = arguments.tensor(0);
        var y = arguments.tensor(3);
        var groups = arguments.integers(4);
        int count = arguments.integer(5);
        int size = arguments.integer(6);
        boolean back = arguments.integer(7) != 0;
        var angles = new Angles(arguments.tensor(1), arguments.tensor(2), back ? -1 : 1);
        var heads = new Heads(x, y, angles, size / 2, back);
        long width = (long) count * size;
        Work.share(x.elements() / width, width, (from, to) -> {
            int first = 0;
            for (int at = 0; at < groups.length; at += 2) {
                int end = first + Math.toIntExact(groups[at] * groups[at + 1]);
                var group = new Group(first, Math.toIntExact(groups[at + 1]), count, size);
                heads.turn(group, Math.max(from, first), Math.min(to, end));
                first = end;
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
            return ((long) token * heads + head) * size;
        }

        long inHeads(int token, int head) {
            int row = (token - first) / length;
            int place = (token - first) % length;
            return ((long) first * heads + ((long) row * heads + head) * length + place) * size;
        }
    }

    /**
     * By which tokens are turned.
     *
     * @param cos empty: not at all
     */
    private record Angles(NativeTensor cos, NativeTensor sin, float sign) {}

    /** Places are counted in numbers from the begin of a tensor, since slices would be objects for each head. */
    private record Heads(NativeTensor x, NativeTensor y, Angles by, int half, boolean back) {

        /** Tokens of the group. */
        void turn(Group group, int from, int to) {
            for (int token = from; token < to; token++) {
                long angle = (long) token * half;
                for (int head = 0; head < group.heads(); head++) {
                    long inTokens = group.inTokens(token, head);
                    long inHeads = group.inHeads(token, head);
                    turn(angle, back ? inHeads : inTokens, back ? inTokens : inHeads);
                }
            }
        }

        private void turn(long angle, long source, long target) {
            if (by.cos().isEmpty()) {
                copy(source, target);
                return;
            }
            if (half < Numbers.LANES) {
                rest(angle, source, target);
                return;
            }
            turnVectors(angle, source, target);
        }

        private void turnVectors(long angle, long source, long target) {
            int last = half - Numbers.LANES;
            for (int at = 0; at < half; at += Numbers.LANES) {
                // What the last vector turns once more comes to the same.
                int place = Math.min(at, last);
                vector(angle + place, source + place, target + place);
            }
        }

        private void copy(long source, long target) {
            long bytes = x.numbers().bytes();
            MemorySegment.copy(x.memory(), source * bytes, y.memory(), target * bytes, 2L * half * bytes);
        }

        private void vector(long angle, long source, long target) {
            var left = x.load(source);
            var right = x.load(source + half);
            var c = by.cos().load(angle);
            var s = by.sin().load(angle).mul(by.sign());
            y.store(target, left.mul(c).sub(right.mul(s)));
            y.store(target + half, right.mul(c).add(left.mul(s)));
        }

        /** Of heads that fill no vector. */
        private void rest(long angle, long source, long target) {
            for (int at = 0; at < half; at++) {
                float left = x.get(source + at);
                float right = x.get(source + half + at);
                float c = by.cos().get(angle + at);
                float s = by.sin().get(angle + at) * by.sign();
                y.set(target + at, left * c - right * s);
                y.set(target + half + at, right * c + left * s);
            }
        }
    }
}
