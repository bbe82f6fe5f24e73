package dev.tailor.training.job;

/** Number format of the arithmetic; trained weights are kept in float32. */
public enum Precision {
    FP32,
    BF16,
    /** On GPUs only. */
    FP16
}
