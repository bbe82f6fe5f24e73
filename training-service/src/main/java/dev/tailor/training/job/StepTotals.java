package dev.tailor.training.job;

import java.util.Optional;

/**
 * What the steps of a job took together, in all its lives; a step that was made again counts again.
 *
 * @param secondsMeasured of the steps whose share of the machine's peak is known
 * @param secondsAtPeak that these would have taken at the peak
 */
public record StepTotals(int steps, double seconds, double secondsMeasured, double secondsAtPeak) {

    static final StepTotals NONE = new StepTotals(0, 0, 0, 0);

    StepTotals and(TrainerReport.Step step) {
        double measured = step.mfu() == null ? 0 : step.seconds();
        double atPeak = step.mfu() == null ? 0 : step.mfu() * step.seconds();
        return new StepTotals(steps + 1, seconds + step.seconds(), secondsMeasured + measured, secondsAtPeak + atPeak);
    }

    /** Seconds of a step. */
    double mean() {
        return steps > 0 ? seconds / steps : 0;
    }

    /** The share of the machine's peak; empty where no step told it. */
    Optional<Double> utilisation() {
        return secondsMeasured > 0 ? Optional.of(secondsAtPeak / secondsMeasured) : Optional.empty();
    }
}
