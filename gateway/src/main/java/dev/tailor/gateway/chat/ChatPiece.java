package dev.tailor.gateway.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;

/** Text of one choice since its last piece; the very last piece carries the usage. */
public record ChatPiece(
        int choice, String text, ArrayNode logprobs, Optional<String> finishReason, Optional<Tokens> usage) {
    /** How many tokens went in and came out. */
    public record Tokens(int prompt, int completion) {}
}
