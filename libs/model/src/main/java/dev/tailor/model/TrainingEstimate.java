package dev.tailor.model;

import dev.tailor.model.internal.Measurement;
import java.util.List;
import java.util.Optional;

/**
 * What a training will take, measured on some real steps.
 *
 * @param memory of the process at its peak
 * @param stepSeconds of an average step
 * @param trainedTokens tokens that carry loss, over all epochs
 * @param validationSeconds of all validations together
 * @param checkpointSeconds of all checkpoints together
 * @param change the smallest change that fits, where it does not fit and one would
 */
public record TrainingEstimate(
        Memory memory,
        int steps,
        double stepSeconds,
        long trainedTokens,
        double validationSeconds,
        double checkpointSeconds,
        Optional<Change> change) {

    /**
     * Opens the model, makes steps on the longest batch and on a typical one, and forgets what they changed. Leaves a
     * checkpoint under the plan's checkpoints; call it on a platform thread.
     *
     * @param limit bytes that the process may take
     */
    public static TrainingEstimate measure(
            TrainingPlan plan, List<Example> train, List<Example> validation, long limit) {
        return new Measurement(plan, train, validation, limit).estimate();
    }

    public boolean fits() {
        return memory.total() <= memory.limit();
    }

    /** Of the whole training. */
    public double seconds() {
        return steps * stepSeconds + validationSeconds + checkpointSeconds;
    }

    /**
     * Bytes.
     *
     * @param activations all that comes and goes in a step
     * @param other the process before a model is open
     * @param limit what there is
     */
    public record Memory(long weights, long gradients, long optimizer, long activations, long other, long limit) {

        public long total() {
            return weights + gradients + optimizer + activations + other;
        }
    }

    /** A setting with another value. */
    public sealed interface Change {

        record MicroBatchSize(int rows) implements Change {}

        record GradientCheckpointing() implements Change {}

        record SequenceLength(int tokens) implements Change {}
    }
}
