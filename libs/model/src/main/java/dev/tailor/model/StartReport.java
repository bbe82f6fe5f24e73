package dev.tailor.model;

/**
 * A training that begins.
 *
 * @param fromStep step to go on after; 0: from the start
 * @param trainedTokensPerEpoch tokens that carry loss
 */
public record StartReport(int totalSteps, int fromStep, long rows, long trainedTokensPerEpoch) {}
