package dev.tailor.model;

import dev.tailor.model.internal.TensorMemory;

/** What this process has used of the memory that tensors live in, the GPU's or the machine's, and what it may use. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** Most bytes that were taken at a time; 0 where the system does not tell. */
    public static long peak() {
        return TensorMemory.peak();
    }

    /**
     * Bytes: what it was told, the GPU's memory or its control group's limit and the machine's, whichever is least.
     *
     * @param told 0: nothing
     */
    public static long limit(long told) {
        long system = TensorMemory.available();
        return told > 0 ? Math.min(told, system) : system;
    }
}
