package dev.tailor.training.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the public API calls x_tailor; null means that the recommended value is taken.
 *
 * @param maxGradNorm global norm; 0 switches clipping off
 * @param sequenceLength tokens
 * @param patience validations without improvement after which training stops; 0: never
 * @param microBatchSize rows per forward pass
 * @param pricePerHour of the machine; null: plans tell no price
 */
public record TailorOptions(
        @Nullable TrainingMethod method,
        LoraOptions lora,
        @Nullable Double learningRate,
        @Nullable Schedule schedule,
        @Nullable Double warmupRatio,
        @Nullable Double weightDecay,
        @Nullable Double maxGradNorm,
        @Nullable Integer sequenceLength,
        @Nullable OverLength overLength,
        @Nullable Precision precision,
        @Nullable Integer patience,
        @Nullable Integer evalEverySteps,
        @Nullable Integer checkpointEverySteps,
        @Nullable Double labelSmoothing,
        @Nullable SplitShares split,
        @Nullable Integer microBatchSize,
        Techniques techniques,
        @Nullable Double pricePerHour) {

    /** Far above whatever trains; the norm is below 0.01. */
    private static final double HIGHEST_RATE = 10;

    private static final double HIGHEST_PRICE = 1e9;

    public static final TailorOptions AUTO = new TailorOptions(
            null,
            LoraOptions.AUTO,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Techniques.AUTO,
            null);

    /** Absent techniques are those of jobs that were stored before there were any. */
    public TailorOptions {
        techniques = Objects.requireNonNullElse(techniques, Techniques.AUTO);
        Check.aboveUpTo("x_tailor.learning_rate", learningRate, 0, HIGHEST_RATE);
        Check.within("x_tailor.warmup_ratio", warmupRatio, 0, 1);
        Check.within("x_tailor.weight_decay", weightDecay, 0, 10);
        Check.atLeast("x_tailor.max_grad_norm", maxGradNorm, 0.0);
        Check.atLeast("x_tailor.sequence_length", sequenceLength, 2);
        Check.within("x_tailor.early_stopping.patience", patience, 0, 1000);
        Check.atLeast("x_tailor.eval_every_steps", evalEverySteps, 1);
        Check.atLeast("x_tailor.checkpoint_every_steps", checkpointEverySteps, 1);
        Check.below("x_tailor.label_smoothing", labelSmoothing, 1);
        Check.within("x_tailor.micro_batch_size", microBatchSize, 1, 256);
        Check.within("x_tailor.price_per_hour", pricePerHour, 0, HIGHEST_PRICE);
    }
}
