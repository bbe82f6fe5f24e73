package dev.tailor.training.job;

/**
 * What a run took.
 *
 * @param trainedTokens tokens that carried loss, over all epochs
 * @param peakMemory resident bytes of the worker
 */
public record Actual(
        double seconds,
        double stepSeconds,
        long trainedTokens,
        long peakMemory,
        long rowsTruncated,
        long rowsDropped,
        long rowsSplit) {}
