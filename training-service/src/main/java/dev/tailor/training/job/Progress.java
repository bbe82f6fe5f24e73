package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * How far a run has come.
 *
 * @param epoch passes over the training rows, with fraction
 * @param secondsRemaining at the present pace
 * @param estimatedFinish unix seconds
 * @param seconds spent so far, in all lives of the job
 * @param mfu of the last step, null where it is not known
 * @param made of all steps so far; null in records of earlier versions
 */
public record Progress(
        int step,
        int totalSteps,
        double epoch,
        double secondsRemaining,
        double tokensPerSecond,
        long estimatedFinish,
        double seconds,
        @Nullable Double mfu,
        @Nullable StepTotals made) {

    static final double WHOLE = 100.0;

    /** The same run at another step; the seconds that were spent stay spent. */
    Progress backTo(int other) {
        if (other == step || step == 0) {
            return this;
        }
        double stepSeconds = totalSteps == step ? 0 : secondsRemaining / (totalSteps - step);
        double further = stepSeconds * (step - other);
        return new Progress(
                other,
                totalSteps,
                epoch * other / step,
                secondsRemaining + further,
                tokensPerSecond,
                estimatedFinish + Math.round(further),
                seconds,
                mfu,
                made);
    }

    public double percent() {
        return totalSteps == 0 ? 0 : WHOLE * step / totalSteps;
    }
}
