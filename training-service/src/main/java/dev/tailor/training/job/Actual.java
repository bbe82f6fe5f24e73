package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * What a run took.
 *
 * @param trainedTokens tokens that carried loss, over all epochs
 * @param peakMemory resident bytes of the worker
 * @param price null where no price per hour was given
 * @param mfu share of the machine's peak over all steps, null where it is not known
 */
public record Actual(
        double seconds,
        double stepSeconds,
        long trainedTokens,
        long peakMemory,
        long rowsTruncated,
        long rowsDropped,
        long rowsSplit,
        @Nullable Double price,
        @Nullable Double mfu) {}
