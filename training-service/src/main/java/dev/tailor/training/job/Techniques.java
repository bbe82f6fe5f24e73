package dev.tailor.training.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run goes about its steps; null means that the recommended value is taken.
 *
 * @param packing several rows in one sequence, each for itself
 * @param gradientCheckpointing activations are computed again instead of kept
 * @param neftuneAlpha noise on the embeddings; 0: none
 * @param emaDecay of the moving average of what is trained; 0: none
 * @param checkpointEveryMinutes since the last checkpoint, beside those of the steps; 0: never
 */
public record Techniques(
        @Nullable Boolean packing,
        @Nullable Boolean gradientCheckpointing,
        @Nullable Double neftuneAlpha,
        @Nullable Double emaDecay,
        @Nullable Double checkpointEveryMinutes,
        GuardOptions guard,
        SampleOptions samples) {

    public static final Techniques AUTO =
            new Techniques(null, null, null, null, null, GuardOptions.AUTO, SampleOptions.AUTO);
    private static final double MOST_NOISE = 100;
    private static final double MOST_MINUTES = 10_080;

    /** An absent guard, or absent samples, are those of jobs that were stored before there were any. */
    public Techniques {
        guard = Objects.requireNonNullElse(guard, GuardOptions.AUTO);
        samples = Objects.requireNonNullElse(samples, SampleOptions.AUTO);
        Check.within("x_tailor.checkpoint_every_minutes", checkpointEveryMinutes, 0, MOST_MINUTES);
        Check.within("x_tailor.neftune_alpha", neftuneAlpha, 0, MOST_NOISE);
        Check.below("x_tailor.ema_decay", emaDecay, 1);
    }
}
