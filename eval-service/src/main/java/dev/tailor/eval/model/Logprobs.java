package dev.tailor.eval.model;

import dev.tailor.eval.InvalidRequest;

/** Whether each token comes with its log-probability, and how many alternatives come with it. */
public record Logprobs(boolean wanted, int top) {
    public static final Logprobs NONE = new Logprobs(false, 0);

    public Logprobs {
        if (top < 0 || top > 20) {
            throw new InvalidRequest("top_logprobs", "top_logprobs must lie between 0 and 20, was " + top);
        }
        if (top > 0 && !wanted) {
            throw new InvalidRequest("top_logprobs", "top_logprobs needs logprobs to be true");
        }
    }
}
