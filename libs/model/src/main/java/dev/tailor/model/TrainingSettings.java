package dev.tailor.model;

/**
 * How to train.
 *
 * @param lora of no use under {@link Method#FULL}
 * @param batchSize rows per optimizer step
 * @param microBatchSize rows per forward pass
 * @param gradientCheckpointing computes layers a second time instead of keeping what the backward pass needs
 * @param neftuneAlpha size of the noise on embeddings while training (Jain et al., 2023); 0: none
 */
public record TrainingSettings(
        Method method,
        LoraSettings lora,
        Optimization optimization,
        int epochs,
        int batchSize,
        int microBatchSize,
        Precision precision,
        boolean gradientCheckpointing,
        double neftuneAlpha,
        long seed,
        Cadence cadence,
        GuardLimits guard) {

    public TrainingSettings {
        check("epochs", epochs);
        check("batch_size", batchSize);
        check("micro_batch_size", microBatchSize);
        if (!(neftuneAlpha >= 0)) {
            throw new InvalidSettings(
                    "neftune_alpha", "neftune_alpha is %s, it must be at least 0".formatted(neftuneAlpha));
        }
    }

    private static void check(String field, int value) {
        if (value < 1) {
            throw new InvalidSettings(field, "%s is %d, it must be at least 1".formatted(field, value));
        }
    }
}
