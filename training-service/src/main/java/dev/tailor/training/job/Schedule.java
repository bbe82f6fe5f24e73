package dev.tailor.training.job;

/** How the learning rate goes on after its warm-up. */
public enum Schedule {
    LINEAR,
    COSINE,
    CONSTANT,
    /** Warm-up, stable, decay: constant, and down over the last tenth of the steps. */
    WSD
}
