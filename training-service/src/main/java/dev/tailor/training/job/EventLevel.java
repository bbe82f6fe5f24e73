package dev.tailor.training.job;

/** How much an event matters. */
public enum EventLevel {
    INFO,
    WARN,
    ERROR
}
