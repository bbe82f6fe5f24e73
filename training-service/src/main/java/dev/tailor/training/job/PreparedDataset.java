package dev.tailor.training.job;

/**
 * The dataset version that a job trains on.
 *
 * @param id "ds-…"
 * @param train rows of the split; likewise the others
 */
public record PreparedDataset(String id, long train, long validation, long test) {}
