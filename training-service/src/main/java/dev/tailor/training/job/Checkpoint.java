package dev.tailor.training.job;

import java.time.Instant;

/**
 * A published state of a run.
 *
 * @param model the id under which it can be used
 * @param blobs prefix of its files in the blob store
 */
public record Checkpoint(
        String id, String jobId, Instant createdAt, int step, String model, StepMetrics metrics, String blobs) {}
