package dev.tailor.training.model;

import java.time.Instant;

/**
 * A model that a job made.
 *
 * @param blobs prefix of its files in the blob store
 */
public record TunedModel(
        String id, ModelKind kind, Instant createdAt, String baseModel, String jobId, String blobs, ModelShape shape) {}
