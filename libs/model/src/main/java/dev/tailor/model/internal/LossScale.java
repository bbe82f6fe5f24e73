package dev.tailor.model.internal;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What losses are multiplied by in float16, so that small gradients do not vanish (Micikevicius et al., 2018): halved when
 * gradients overflow, doubled after many steps in which none did.
 *
 * @param factor of the losses, and thus of the gradients
 * @param sound steps without an overflow since it last changed
 * @param overflows so far
 */
record LossScale(
        @JsonProperty("factor") double factor,
        @JsonProperty("sound") int sound,
        @JsonProperty("overflows") int overflows) {

    static final LossScale START = new LossScale(0x1p16, 0, 0);

    private static final int SOUND_STEPS = 2000;
    private static final double LEAST = 1;
    private static final double MOST = 0x1p24;

    /** Whether a step with this loss and this norm of its gradients failed because of the scale, and not of itself. */
    boolean isOverflow(double loss, double norm) {
        return Double.isFinite(loss) && !Double.isFinite(norm) && factor > LEAST;
    }

    /** After a step whose gradients were not finite. */
    LossScale overflowed() {
        return new LossScale(Math.max(LEAST, factor / 2), 0, overflows + 1);
    }

    /** After a step that was learnt from. */
    LossScale held() {
        return sound + 1 < SOUND_STEPS
                ? new LossScale(factor, sound + 1, overflows)
                : new LossScale(Math.min(MOST, 2 * factor), 0, overflows);
    }
}
