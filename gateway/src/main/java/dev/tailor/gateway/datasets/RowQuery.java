package dev.tailor.gateway.datasets;

/** Which rows of a dataset to show: those of one split behind the row {@code after}; an empty text means from the start. */
public record RowQuery(String split, String after, int limit) {}
