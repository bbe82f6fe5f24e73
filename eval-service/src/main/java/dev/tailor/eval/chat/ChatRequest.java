package dev.tailor.eval.chat;

import dev.tailor.eval.InvalidRequest;
import dev.tailor.eval.model.Sampling;

/** One or several answers wanted to a conversation. */
public record ChatRequest(String model, Conversation conversation, Sampling sampling, int choices) {
    public ChatRequest {
        if (model.isBlank()) {
            throw new InvalidRequest("model", "model must name a model");
        }
        if (choices < 1 || choices > 16) {
            throw new InvalidRequest("n", "n must lie between 1 and 16, was " + choices);
        }
    }
}
