package dev.tailor.training.model;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds the ids of tuned models and of their checkpoints. */
public final class ModelNames {

    /** Stands between the id of a model and the step of its checkpoint. */
    public static final String CHECKPOINT = ":ckpt-step-";

    private static final int HASH = 8;

    private static final Pattern TUNED =
            Pattern.compile("ft:(.+):tailor:[A-Za-z0-9_.-]*:[0-9a-f]{8}(:ckpt-step-[0-9]+)?");

    private ModelNames() {}

    /**
     * {@code ft:{base}:tailor:{suffix}:{hash}}; the hash depends on the job alone.
     *
     * @param model that training starts from; what was tuned before keeps the name of its base
     */
    public static String tuned(String model, @Nullable String suffix, String jobId) {
        var base = base(model);
        var hash =
                UUID.nameUUIDFromBytes(jobId.getBytes(StandardCharsets.UTF_8)).toString();
        return "ft:%s:tailor:%s:%s".formatted(base, suffix == null ? "" : suffix, hash.substring(0, HASH));
    }

    /** Whether a job made the model, by its name. */
    public static boolean isTuned(String id) {
        return TUNED.matcher(id).matches();
    }

    /** The id of the base model that a tuned model's name tells; every other id is its own. */
    public static String base(String id) {
        var name = TUNED.matcher(id);
        return name.matches() ? name.group(1) : id;
    }

    public static String checkpoint(String tuned, int step) {
        return tuned + CHECKPOINT + step;
    }

    /** The model that a checkpoint is of; another id is its own. */
    static String ofCheckpoint(String id) {
        int at = id.indexOf(CHECKPOINT);
        return at < 0 ? id : id.substring(0, at);
    }

    /** Whether a model is another one or a checkpoint of it. */
    public static boolean isOf(String id, String model) {
        return id.equals(model) || id.startsWith(model + CHECKPOINT);
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
