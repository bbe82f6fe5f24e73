package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * Ways to train that change speed, memory or noise; null means that the recommended value is taken.
 *
 * @param packing several rows in one sequence, each for itself
 * @param gradientCheckpointing activations are computed again instead of kept
 * @param neftuneAlpha noise on the embeddings; 0: none
 */
public record Techniques(
        @Nullable Boolean packing,
        @Nullable Boolean gradientCheckpointing,
        @Nullable Double neftuneAlpha) {

    public static final Techniques AUTO = new Techniques(null, null, null);
    private static final double MOST_NOISE = 100;

    public Techniques {
        Check.within("x_tailor.neftune_alpha", neftuneAlpha, 0, MOST_NOISE);
    }
}
