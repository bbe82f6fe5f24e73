package dev.tailor.training.job;

/** What is done with rows longer than the sequence length; never silently. */
public enum OverLength {
    ERROR,
    DROP,
    TRUNCATE,
    /** Between turns; a row of one turn anywhere. */
    SPLIT
}
