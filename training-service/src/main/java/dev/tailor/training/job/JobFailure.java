package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * Why a job failed.
 *
 * @param code stable, lower_snake
 * @param param the setting to blame, as the public API spells it
 */
public record JobFailure(
        String code, String message, @Nullable String param) {

    /** Without a validation file, rows for validation are those of the training file. */
    JobFailure ofFiles(TrainingJobSpec spec) {
        return "validation_file".equals(param) && spec.validationFile() == null
                ? new JobFailure(code, message, "training_file")
                : this;
    }
}
