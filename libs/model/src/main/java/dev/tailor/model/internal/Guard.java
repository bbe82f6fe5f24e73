package dev.tailor.model.internal;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Watches the losses of a training, so that a bad step is not learnt from.
 *
 * @param seen steps that went into the figures
 * @param usual exponential mean of the losses
 * @param variance exponential variance of the losses
 * @param streak bad steps in a row
 * @param trips steps that were not learnt from, or went back
 * @param rate share of the scheduled learning rate that is left
 */
record Guard(
        @JsonProperty("seen") int seen,
        @JsonProperty("usual") double usual,
        @JsonProperty("variance") double variance,
        @JsonProperty("streak") int streak,
        @JsonProperty("trips") int trips,
        @JsonProperty("rate") double rate) {

    static final Guard START = new Guard(0, 0, 0, 0, 0, 1);

    private static final double MEMORY = 0.95;
    private static final int FIRST_STEPS = 20;
    private static final double DEVIATIONS = 8;
    private static final double TIMES = 2;

    /** What a step looks like. */
    enum Finding {
        SOUND,
        NOT_A_NUMBER,
        SPIKE
    }

    /** Of a loss and a gradient's norm before the update. */
    Finding look(double loss, double norm) {
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            return Finding.NOT_A_NUMBER;
        }
        boolean known = seen >= FIRST_STEPS;
        boolean far = loss > TIMES * usual && loss > usual + DEVIATIONS * Math.sqrt(variance);
        return known && far ? Finding.SPIKE : Finding.SOUND;
    }

    /** After a step that was learnt from. */
    Guard sound(double loss) {
        double share = Math.max(1 - MEMORY, 1.0 / (seen + 1));
        double away = loss - usual;
        double mean = usual + share * away;
        double spread = (1 - share) * (variance + share * away * away);
        return new Guard(seen + 1, mean, spread, 0, trips, rate);
    }

    /** After a step that was not. */
    Guard tripped() {
        return new Guard(seen, usual, variance, streak + 1, trips + 1, rate / 2);
    }

    /** Back at an earlier state, with the lower rate and the count of what happened since. */
    Guard after(Guard later) {
        return new Guard(seen, usual, variance, 0, later.trips, later.rate);
    }
}
