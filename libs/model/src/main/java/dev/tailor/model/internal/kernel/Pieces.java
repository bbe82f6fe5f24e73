package dev.tailor.model.internal.kernel;

/** Numbers in pieces that stay in the first cache; their bounds do not depend on how many processors there are. */
final class Pieces {

    static final int SIZE = 4096;

    private Pieces() {}

    interface Piece {

        /** @param scratch at least as many numbers, for what a piece needs in between */
        void run(long from, int count, float[] scratch);
    }

    static void each(long elements, Piece piece) {
        Work.share(Math.ceilDiv(elements, SIZE), SIZE, (first, last) -> {
            var scratch = new float[SIZE];
            for (int at = first; at < last; at++) {
                long from = (long) at * SIZE;
                piece.run(from, (int) Math.min(SIZE, elements - from), scratch);
            }
        });
    }
}
