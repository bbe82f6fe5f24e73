package dev.tailor.model;

/**
 * How often things happen besides steps.
 *
 * @param evalEverySteps 0: after the last step only
 * @param checkpointEverySteps 0: after the last step only
 * @param earlyStoppingPatience validations without improvement; 0: no early stopping
 * @param keepCheckpoints besides the best one; 0: all
 */
public record Cadence(int evalEverySteps, int checkpointEverySteps, int earlyStoppingPatience, int keepCheckpoints) {

    /** Validation and checkpoint at the end only. */
    public static final Cadence AT_THE_END = new Cadence(0, 0, 0, 0);

    public Cadence {
        check("eval_every_steps", evalEverySteps);
        check("checkpoint_every_steps", checkpointEverySteps);
        check("early_stopping_patience", earlyStoppingPatience);
        check("keep_checkpoints", keepCheckpoints);
    }

    private static void check(String field, int value) {
        if (value < 0) {
            throw new InvalidSettings(field, "%s is %d, it must not be negative".formatted(field, value));
        }
    }
}
