package dev.tailor.data.dataset;

/**
 * A prepared file that a dataset takes rows from.
 *
 * @param rows where they lie
 */
public record Source(String fileId, String rows) {}
