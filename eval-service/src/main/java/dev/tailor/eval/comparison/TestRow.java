package dev.tailor.eval.comparison;

/** A row of the test split: its id and, on one line, its conversation as JSON that tells its line in the uploaded file. */
public record TestRow(String id, String json) {}
