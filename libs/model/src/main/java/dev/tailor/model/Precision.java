package dev.tailor.model;

/** The number format of the arithmetic. */
public enum Precision {
    FP32,
    /** Products in bfloat16; weights that are trained stay in float32. */
    BF16
}
