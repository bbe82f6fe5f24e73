package dev.tailor.model;

/**
 * How much a training puts up with.
 *
 * @param maxSkippedSteps steps that may be left out in all; one more ends the training
 * @param goBackAfter steps left out in a row after which training goes back to an earlier state
 */
public record GuardLimits(int maxSkippedSteps, int goBackAfter) {

    public static final GuardLimits DEFAULT = new GuardLimits(5, 3);

    /** Each step that is left out halves the learning rate, so that more would learn nothing. */
    private static final int MOST = 20;

    public GuardLimits {
        check("guard.max_skipped_steps", maxSkippedSteps, 0);
        check("guard.go_back_after", goBackAfter, 1);
    }

    private static void check(String field, int value, int least) {
        if (value < least || value > MOST) {
            throw new InvalidSettings(field, "%s is %d, it must be from %d to %d".formatted(field, value, least, MOST));
        }
    }
}
