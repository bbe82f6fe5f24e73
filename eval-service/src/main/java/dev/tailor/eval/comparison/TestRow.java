package dev.tailor.eval.comparison;

/** A row of the test split: its id and its conversation as canonical JSON on one line. */
public record TestRow(String id, String json) {}
