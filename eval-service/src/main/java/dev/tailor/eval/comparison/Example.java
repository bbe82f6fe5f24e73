package dev.tailor.eval.comparison;

/** A test row taken apart: what is asked (a JSON array of messages), and the answer that is expected. */
public record Example(String id, String promptJson, String reference) {}
