package dev.tailor.training.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job.
 *
 * @param metrics of events that report a step
 * @param samples of events that tell what the model says
 */
public record JobEvent(
        String id,
        String jobId,
        Instant createdAt,
        EventLevel level,
        String message,
        @Nullable StepMetrics metrics,
        @Nullable Samples samples) {}
