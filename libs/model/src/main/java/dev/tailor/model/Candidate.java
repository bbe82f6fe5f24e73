package dev.tailor.model;

/**
 * A token that could have come.
 *
 * @param logprob natural logarithm of its probability
 */
public record Candidate(int id, double logprob) {}
