package dev.tailor.eval.statistics;

/** What a comparison says about the tuned model. */
public enum Verdict {
    BETTER,
    WORSE,
    NOT_DISTINGUISHABLE
}
