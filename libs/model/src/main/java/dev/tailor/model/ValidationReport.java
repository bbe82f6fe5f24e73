package dev.tailor.model;

/**
 * Figures on rows that are not trained on.
 *
 * @param loss token-weighted mean over all validation rows, in nats
 */
public record ValidationReport(int step, double loss, double tokenAccuracy) {}
