package dev.tailor.model;

import java.util.List;

/**
 * A token that came.
 *
 * @param logprob natural logarithm of its probability, before temperature
 * @param top the likeliest tokens, best first
 */
public record GeneratedToken(int id, double logprob, List<Candidate> top) {

    public GeneratedToken {
        top = List.copyOf(top);
    }
}
