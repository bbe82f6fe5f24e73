package dev.tailor.model;

/** How the learning rate goes down after the warm-up. */
public enum Schedule {
    LINEAR,
    COSINE,
    CONSTANT
}
