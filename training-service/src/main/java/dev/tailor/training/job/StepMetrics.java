package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/** The figures of one step; losses in nats a token, mfu as a share of the machine's peak, null where a step has none. */
public record StepMetrics(
        int step,
        int totalSteps,
        @Nullable Double trainLoss,
        @Nullable Double trainAccuracy,
        @Nullable Double validLoss,
        @Nullable Double validAccuracy,
        @Nullable Double learningRate,
        @Nullable Double gradNorm,
        @Nullable Double tokensPerSecond,
        @Nullable Double mfu) {

    StepMetrics validated(double loss, double accuracy) {
        return new StepMetrics(
                step,
                totalSteps,
                trainLoss,
                trainAccuracy,
                loss,
                accuracy,
                learningRate,
                gradNorm,
                tokensPerSecond,
                mfu);
    }
}
