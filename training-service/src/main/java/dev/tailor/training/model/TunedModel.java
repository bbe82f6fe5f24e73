package dev.tailor.training.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model that a job made.
 *
 * @param blobs prefix of its files in the blob store
 * @param merged of the last merge, if there was one
 */
public record TunedModel(
        String id,
        ModelKind kind,
        Instant createdAt,
        String baseModel,
        String jobId,
        String blobs,
        ModelShape shape,
        @Nullable MergeFigures merged) {}
