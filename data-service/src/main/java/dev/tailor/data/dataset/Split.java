package dev.tailor.data.dataset;

/** A part of a dataset. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST
}
