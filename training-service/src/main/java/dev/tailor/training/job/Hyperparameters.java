package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * What every OpenAI client can say about a run; null means that the recommended value is taken.
 *
 * @param batchSize rows per optimizer step
 * @param learningRateMultiplier times the recommended learning rate
 */
public record Hyperparameters(
        @Nullable Integer epochs,
        @Nullable Integer batchSize,
        @Nullable Double learningRateMultiplier) {

    public static final Hyperparameters AUTO = new Hyperparameters(null, null, null);
    private static final String PATH = "method.supervised.hyperparameters.";
    private static final double HIGHEST_MULTIPLIER = 1000;
    static final String MULTIPLIER = PATH + "learning_rate_multiplier";

    public Hyperparameters {
        Check.within(PATH + "n_epochs", epochs, 1, 50);
        Check.within(PATH + "batch_size", batchSize, 1, 256);
        Check.aboveUpTo(MULTIPLIER, learningRateMultiplier, 0, HIGHEST_MULTIPLIER);
    }
}
