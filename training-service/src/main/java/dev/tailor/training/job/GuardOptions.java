package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * What is done about steps that would spoil the training; null means that the recommended value is taken.
 *
 * @param maxSkippedSteps left out in all; one more fails the job
 * @param goBackAfter left out in a row, after which training goes back to an earlier state
 */
public record GuardOptions(
        @Nullable Integer maxSkippedSteps, @Nullable Integer goBackAfter) {

    public static final GuardOptions AUTO = new GuardOptions(null, null);

    /** Each step that is left out halves the learning rate. */
    private static final int MOST = 20;

    public GuardOptions {
        Check.within("x_tailor.guard.max_skipped_steps", maxSkippedSteps, 0, MOST);
        Check.within("x_tailor.guard.go_back_after", goBackAfter, 1, MOST);
    }
}
