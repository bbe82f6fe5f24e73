package dev.tailor.model.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tailor.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * What a training knows besides tensors; the data's position and the random numbers follow from step and seed.
 *
 * @param lastValidation of the latest validation, if there was one
 * @param best the lowest validation loss so far, if there was a validation
 * @param misses validations since the best one
 */
record TrainerState(
        @JsonProperty("step") int step,
        @JsonProperty("trained_tokens") long trainedTokens,
        @JsonProperty("train_loss") double trainLoss,
        @JsonProperty("train_accuracy") double trainAccuracy,
        @JsonProperty("last_validation") @Nullable ValidationReport lastValidation,
        @JsonProperty("best") @Nullable ValidationReport best,
        @JsonProperty("misses") int misses) {

    static final TrainerState START = new TrainerState(0, 0, 0, 0, null, null, 0);

    TrainerState stepped(long tokens, double loss, double accuracy) {
        return new TrainerState(step + 1, trainedTokens + tokens, loss, accuracy, lastValidation, best, misses);
    }

    TrainerState validated(ValidationReport report) {
        boolean better = best == null || report.loss() < best.loss();
        return new TrainerState(
                step, trainedTokens, trainLoss, trainAccuracy, report, better ? report : best, better ? 0 : misses + 1);
    }
}
