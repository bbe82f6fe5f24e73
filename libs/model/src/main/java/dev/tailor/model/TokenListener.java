package dev.tailor.model;

/** Hears of each token as it comes. */
@FunctionalInterface
public interface TokenListener {

    /** Returns whether it wants more. */
    boolean onToken(GeneratedToken token);
}
