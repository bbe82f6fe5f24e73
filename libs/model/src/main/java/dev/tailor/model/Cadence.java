package dev.tailor.model;

/**
 * How often things happen besides steps.
 *
 * @param evalEverySteps 0: after the last step only
 * @param checkpointEverySteps 0: after the last step only
 * @param checkpointEveryMinutes since the last checkpoint, beside those of the steps; 0: never
 * @param earlyStoppingPatience validations without improvement; 0: no early stopping
 * @param keepCheckpoints besides the best one; 0: all
 */
public record Cadence(
        int evalEverySteps,
        int checkpointEverySteps,
        double checkpointEveryMinutes,
        int earlyStoppingPatience,
        int keepCheckpoints) {

    /** Validation and checkpoint at the end only. */
    public static final Cadence AT_THE_END = new Cadence(0, 0, 0, 0);

    public Cadence {
        check("eval_every_steps", evalEverySteps);
        check("checkpoint_every_steps", checkpointEverySteps);
        if (!(checkpointEveryMinutes >= 0 && Double.isFinite(checkpointEveryMinutes))) {
            throw new InvalidSettings(
                    "checkpoint_every_minutes",
                    "checkpoint_every_minutes is %s, it must not be negative".formatted(checkpointEveryMinutes));
        }
        check("early_stopping_patience", earlyStoppingPatience);
        check("keep_checkpoints", keepCheckpoints);
    }

    /** Checkpoints by steps only. */
    public Cadence(int evalEverySteps, int checkpointEverySteps, int earlyStoppingPatience, int keepCheckpoints) {
        this(evalEverySteps, checkpointEverySteps, 0, earlyStoppingPatience, keepCheckpoints);
    }

    private static void check(String field, int value) {
        if (value < 0) {
            throw new InvalidSettings(field, "%s is %d, it must not be negative".formatted(field, value));
        }
    }
}
