package dev.tailor.model;

/** The number format of the arithmetic. */
public enum Precision {
    FP32,
    /** Products in bfloat16; weights that are trained stay in float32. */
    BF16,
    /** Products in float16, on GPUs only, with losses scaled so that small gradients do not vanish. */
    FP16
}
