package dev.tailor.model.internal;

import dev.tailor.model.TrainingEstimate.Change;
import dev.tailor.model.TrainingEstimate.Memory;
import java.util.Optional;

/**
 * Looks for the smallest change of one setting with which a training fits into memory.
 *
 * @param computesTwice whether layers are computed again for the backward pass already
 */
record Remedy(Workload work, boolean computesTwice, Memory memory) {

    /** Share of the activations that is left when layers are computed twice; on the safe side. */
    private static final double KEPT = 0.5;

    private static final int SHORTEST = 64;

    Optional<Change> change(Measurement.Measured measured) {
        long now = work.longestPass(work.rowsAtOnce());
        for (int rows = work.rowsAtOnce() / 2; rows >= 1; rows /= 2) {
            if (fits(measured, now - work.longestPass(rows))) {
                return Optional.of(new Change.MicroBatchSize(rows));
            }
        }
        if (!computesTwice && memory.total() - (1 - KEPT) * memory.activations() <= memory.limit()) {
            return Optional.of(new Change.GradientCheckpointing());
        }
        int rows = work.rowsAtOnce();
        for (int length = work.longestLength() / 2; length >= SHORTEST; length /= 2) {
            if (fits(measured, now - (long) length * rows)) {
                return Optional.of(new Change.SequenceLength(length));
            }
        }
        return Optional.empty();
    }

    private boolean fits(Measurement.Measured measured, long tokensLess) {
        return memory.total() - measured.perToken() * tokensLess <= memory.limit();
    }
}
