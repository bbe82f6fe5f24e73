package dev.tailor.training.model;

/** What the files of a model hold. */
public enum ModelKind {
    BASE,
    ADAPTER,
    FULL
}
