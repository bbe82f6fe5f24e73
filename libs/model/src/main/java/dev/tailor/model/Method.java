package dev.tailor.model;

/** What is trained. */
public enum Method {
    /** Every weight. */
    FULL,
    /** Low-rank additions to linear layers (Hu et al., 2021). */
    LORA,
    /** Low-rank additions, and the length of each row of the sum (Liu et al., 2024). */
    DORA;

    /** Floating point operations for each weight and token: additions need no gradients of the weights. */
    public int operations() {
        return switch (this) {
            case FULL -> 6;
            case LORA, DORA -> 4;
        };
    }
}
