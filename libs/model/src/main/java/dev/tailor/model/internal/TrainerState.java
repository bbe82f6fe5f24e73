package dev.tailor.model.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tailor.model.Score;
import dev.tailor.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * What a training knows besides tensors; the data's position and the random numbers follow from step and seed.
 *
 * @param lastValidation of the latest validation, if there was one
 * @param best the lowest validation loss so far, if there was a validation
 * @param misses validations since the best one
 * @param guard what the losses were like
 */
record TrainerState(
        @JsonProperty("step") int step,
        @JsonProperty("trained_tokens") long trainedTokens,
        @JsonProperty("train_loss") double trainLoss,
        @JsonProperty("train_accuracy") double trainAccuracy,
        @JsonProperty("last_validation") @Nullable ValidationReport lastValidation,
        @JsonProperty("best") @Nullable ValidationReport best,
        @JsonProperty("misses") int misses,
        @JsonProperty("guard") Guard guard) {

    static final TrainerState START = new TrainerState(0, 0, 0, 0, null, null, 0, Guard.START);

    TrainerState stepped(Score score) {
        return new TrainerState(
                step + 1,
                trainedTokens + score.tokens(),
                score.loss(),
                score.accuracy(),
                lastValidation,
                best,
                misses,
                guard.sound(score.loss()));
    }

    /** After a step that was not learnt from. */
    TrainerState skipped() {
        return new TrainerState(
                step + 1, trainedTokens, trainLoss, trainAccuracy, lastValidation, best, misses, guard.tripped());
    }

    /** Goes on at this step with what was known at an earlier one. */
    TrainerState backAt(TrainerState earlier) {
        return new TrainerState(
                step,
                trainedTokens,
                earlier.trainLoss,
                earlier.trainAccuracy,
                lastValidation,
                best,
                misses,
                earlier.guard.after(guard));
    }

    TrainerState validated(ValidationReport report) {
        boolean better = best == null || report.loss() < best.loss();
        return new TrainerState(
                step,
                trainedTokens,
                trainLoss,
                trainAccuracy,
                report,
                better ? report : best,
                better ? 0 : misses + 1,
                guard);
    }
}
