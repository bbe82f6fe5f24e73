package dev.tailor.training.job;

/** Which weights are trained: all of them, or an adapter. */
public enum TrainingMethod {
    FULL,
    LORA
}
