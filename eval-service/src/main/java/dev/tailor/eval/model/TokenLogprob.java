package dev.tailor.eval.model;

import java.nio.ByteBuffer;
import java.util.List;

/** Log-softmax of one token under the raw logits, with the likeliest alternatives at its place. */
public record TokenLogprob(Alternative token, List<Alternative> top) {
    public TokenLogprob {
        top = List.copyOf(top);
    }

    /** A token as text and as its UTF-8 bytes (read-only), which need not be whole characters. */
    public record Alternative(String text, ByteBuffer utf8, double logprob) {}
}
