package dev.tailor.model;

/** What is trained. */
public enum Method {
    /** Every weight. */
    FULL,
    /** Low-rank additions to linear layers. */
    LORA
}
