package dev.tailor.model;

/** What is trained. */
public enum Method {
    /** Every weight. */
    FULL,
    /** Low-rank additions to linear layers (Hu et al., 2021). */
    LORA,
    /** Low-rank additions, and the length of each row of the sum (Liu et al., 2024). */
    DORA
}
