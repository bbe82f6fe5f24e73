package dev.tailor.training.model;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the ids of tuned models and of their checkpoints. */
public final class ModelNames {

    private static final int HASH = 8;

    private ModelNames() {}

    /** {@code ft:{base}:tailor:{suffix}:{hash}}; the hash depends on the job alone. */
    public static String tuned(String base, @Nullable String suffix, String jobId) {
        var hash =
                UUID.nameUUIDFromBytes(jobId.getBytes(StandardCharsets.UTF_8)).toString();
        return "ft:%s:tailor:%s:%s".formatted(base, suffix == null ? "" : suffix, hash.substring(0, HASH));
    }

    public static String checkpoint(String tuned, int step) {
        return tuned + ":ckpt-step-" + step;
    }

    /** The blobs of a tuned model. */
    public static String blobs(String jobId) {
        return "models/" + jobId + "/";
    }

    /** The blobs of all checkpoints of a job. */
    public static String checkpointBlobs(String jobId) {
        return "jobs/" + jobId + "/checkpoints/";
    }
}
