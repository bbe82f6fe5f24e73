package dev.tailor.data.preparation;

/** What to do with rows that cannot be read. */
public enum BadRows {
    /** One broken row makes the whole file unusable. */
    REJECT,
    /** Broken rows are left out, counted and listed. */
    SKIP
}
