package dev.tailor.training.job;

/** How the learning rate goes on after its warm-up. */
public enum Schedule {
    LINEAR,
    COSINE,
    CONSTANT
}
