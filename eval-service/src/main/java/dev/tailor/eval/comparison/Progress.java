package dev.tailor.eval.comparison;

/** Hears how far a comparison is. */
@FunctionalInterface
interface Progress {
    /** From 0 to 100. */
    void percent(double percent);
}
