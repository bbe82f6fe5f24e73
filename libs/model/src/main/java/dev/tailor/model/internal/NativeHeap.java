package dev.tailor.model.internal;

import java.util.function.LongSupplier;

/**
 * Keeps the allocator's heap near what a pass needs. Small objects that outlive a pass end up between its tensors, so the
 * next pass, of other lengths, finds no room there and takes more from the system. Giving free pages back costs a pass
 * some time, so that is done only where the process has grown; passes of equal lengths never pay.
 */
final class NativeHeap {

    private static final double MOST = 1.1;

    private final LongSupplier resident;
    private final Runnable giveBack;
    private long needed;
    private boolean fresh = true;

    /**
     * @param resident bytes that the process holds
     * @param giveBack returns free pages to the system
     */
    NativeHeap(LongSupplier resident, Runnable giveBack) {
        this.resident = resident;
        this.giveBack = giveBack;
    }

    /** That of this process; nothing is given back where the allocator has no way to. */
    static NativeHeap ofProcess() {
        return new NativeHeap(ResidentMemory::now, CLibrary::trim);
    }

    /** After a pass, when its tensors are free. What the first one since pages were given back holds is what one needs. */
    void passed() {
        long now = resident.getAsLong();
        if (fresh) {
            needed = Math.max(needed, now);
            fresh = false;
        } else if (now > MOST * needed) {
            giveBack.run();
            fresh = true;
        }
    }
}
