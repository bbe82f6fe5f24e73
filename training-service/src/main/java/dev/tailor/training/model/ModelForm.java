package dev.tailor.training.model;

/** How the files of a model are wanted. */
public enum ModelForm {
    NATIVE,
    ADAPTER,
    MERGED
}
