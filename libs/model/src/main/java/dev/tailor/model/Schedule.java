package dev.tailor.model;

/** How the learning rate goes down after the warm-up. */
public enum Schedule {
    LINEAR,
    COSINE,
    CONSTANT,
    /** Constant, and over the last tenth of the steps down to zero by one minus the root (Hägele et al., 2024). */
    WSD
}
