package dev.tailor.model.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Free memory for small objects, in pieces that cannot grow together. The native engine remembers how to compute products
 * of each shape that it meets. Those objects outlive a pass; in the gaps between its tensors they would cut the heap into
 * pieces too short for the next one. The allocator takes the oldest free piece of the right size, which is one of these,
 * unless it keeps freed pieces for each thread: a process is started without that.
 */
final class Nursery {

    private static final String PREPARED = "glibc.malloc.tcache_count=0";
    private static final long WIDEST_FENCE = 200;
    /** Bytes, and how many pieces. */
    private static final int[][] PIECES = {
        {24, 40_000}, {40, 150_000}, {56, 40_000}, {72, 20_000}, {88, 10_000}, {104, 5000}, {120, 5000}, {152, 2000},
        {184, 2000}, {216, 2000}, {248, 2000}, {504, 500}, {1000, 500}, {2040, 500}, {4090, 200}, {8180, 500},
        {16_370, 500}, {40_000, 500}
    };

    private static final AtomicBoolean MADE = new AtomicBoolean();

    private Nursery() {}

    /** Makes room once in a process; call it when the engine is loaded and before a model is. */
    static void prepare() {
        var tunables = System.getenv("GLIBC_TUNABLES");
        if (tunables != null && tunables.contains(PREPARED) && MADE.compareAndSet(false, true)) {
            makeRoom();
        }
    }

    private static void makeRoom() {
        for (var piece : PIECES) {
            makeRoom(piece[0], new long[piece[1]]);
        }
    }

    /** Every other piece is freed; those between them stay. */
    private static void makeRoom(long bytes, long[] pieces) {
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = CLibrary.take(bytes);
            CLibrary.take(Math.min(bytes, WIDEST_FENCE));
        }
        for (var piece : pieces) {
            CLibrary.giveBack(piece);
        }
    }
}
