package dev.tailor.eval.comparison;

/** One test row with the answers and scores of both models. */
public record Item(Example example, ItemScores base, ItemScores tuned) {}
