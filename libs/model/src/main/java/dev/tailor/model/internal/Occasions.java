package dev.tailor.model.internal;

import dev.tailor.model.Cadence;

/** How often a training that runs to its end is validated and written down. */
record Occasions(int validations, int checkpoints) {

    static Occasions of(Cadence cadence, int steps, boolean blind) {
        int validations = blind ? 0 : regular(cadence.evalEverySteps(), steps);
        int checkpoints = regular(cadence.checkpointEverySteps(), steps);
        boolean bothAlways = cadence.earlyStoppingPatience() > 0;
        return new Occasions(validations, bothAlways ? Math.max(validations, checkpoints) : checkpoints);
    }

    /** The last step always is one. */
    private static int regular(int every, int steps) {
        return every == 0 ? 1 : Math.ceilDiv(steps, every);
    }
}
