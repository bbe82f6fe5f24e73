package dev.tailor.model.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tailor.model.Precision;
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
 * @param lossScale where losses are scaled
 */
record TrainerState(
        @JsonProperty("step") int step,
        @JsonProperty("trained_tokens") long trainedTokens,
        @JsonProperty("train_loss") double trainLoss,
        @JsonProperty("train_accuracy") double trainAccuracy,
        @JsonProperty("last_validation") @Nullable ValidationReport lastValidation,
        @JsonProperty("best") @Nullable ValidationReport best,
        @JsonProperty("misses") int misses,
        @JsonProperty("guard") Guard guard,
        @JsonProperty("loss_scale") @Nullable LossScale lossScale) {

    static final TrainerState START = new TrainerState(0, 0, 0, 0, null, null, 0, Guard.START, null);

    /** The beginning of a training whose products are in this format. */
    static TrainerState start(Precision precision) {
        return precision == Precision.FP16 ? START.scaled(LossScale.START) : START;
    }

    private TrainerState scaled(LossScale scale) {
        return new TrainerState(
                step, trainedTokens, trainLoss, trainAccuracy, lastValidation, best, misses, guard, scale);
    }

    /** What losses are multiplied by. */
    double scale() {
        return lossScale == null ? 1 : lossScale.factor();
    }

    /** Whether a step with this loss and this norm of its gradients only took too large a scale. */
    boolean overflows(double loss, double norm) {
        return lossScale != null && lossScale.isOverflow(loss, norm);
    }

    /** After a step that is left out because its scale was too large. */
    TrainerState overflowed() {
        var next = new TrainerState(
                step + 1, trainedTokens, trainLoss, trainAccuracy, lastValidation, best, misses, guard, lossScale);
        return lossScale == null ? next : next.scaled(lossScale.overflowed());
    }

    TrainerState stepped(Score score) {
        return new TrainerState(
                step + 1,
                trainedTokens + score.tokens(),
                score.loss(),
                score.accuracy(),
                lastValidation,
                best,
                misses,
                guard.sound(score.loss()),
                lossScale == null ? null : lossScale.held());
    }

    /** After a step that was not learnt from. */
    TrainerState skipped() {
        return new TrainerState(
                step + 1,
                trainedTokens,
                trainLoss,
                trainAccuracy,
                lastValidation,
                best,
                misses,
                guard.tripped(),
                lossScale);
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
                earlier.guard.after(guard),
                lossScale);
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
                guard,
                lossScale);
    }
}
