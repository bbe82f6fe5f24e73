package dev.tailor.model;

import dev.tailor.model.internal.ResidentMemory;

/** What this process has used of the machine's memory, and what it may use. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** Most bytes that were resident at a time; 0 where the system does not tell. */
    public static long peak() {
        return ResidentMemory.peak();
    }

    /**
     * Bytes: what it was told, its control group's limit, or the machine's memory, whichever is least.
     *
     * @param told 0: nothing
     */
    public static long limit(long told) {
        long system = ResidentMemory.available();
        return told > 0 ? Math.min(told, system) : system;
    }
}
