package dev.tailor.training.job;

/**
 * How far a run has come.
 *
 * @param epoch passes over the training rows, with fraction
 * @param secondsRemaining at the present pace
 * @param estimatedFinish unix seconds
 * @param seconds spent so far, in all lives of the job
 */
public record Progress(
        int step,
        int totalSteps,
        double epoch,
        double secondsRemaining,
        double tokensPerSecond,
        long estimatedFinish,
        double seconds) {

    private static final double WHOLE = 100.0;

    public double percent() {
        return totalSteps == 0 ? 0 : WHOLE * step / totalSteps;
    }
}
