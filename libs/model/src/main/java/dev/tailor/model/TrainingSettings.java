package dev.tailor.model;

/**
 * How to train.
 *
 * @param lora of use under {@link Method#LORA} only
 * @param batchSize rows per optimizer step
 * @param microBatchSize rows per forward pass
 */
public record TrainingSettings(
        Method method,
        LoraSettings lora,
        Optimization optimization,
        int epochs,
        int batchSize,
        int microBatchSize,
        Precision precision,
        long seed,
        Cadence cadence) {

    public TrainingSettings {
        check("epochs", epochs);
        check("batch_size", batchSize);
        check("micro_batch_size", microBatchSize);
    }

    private static void check(String field, int value) {
        if (value < 1) {
            throw new InvalidSettings(field, "%s is %d, it must be at least 1".formatted(field, value));
        }
    }
}
