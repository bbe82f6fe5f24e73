package dev.tailor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 *
 * @param content empty where an assistant only calls tools
 * @param weight 1 if training learns this turn, 0 if it only reads it; only assistant turns are ever learnt
 * @param name the speaker's name, or the tool's
 * @param toolCalls JSON array of the tools that an assistant calls
 * @param toolCallId the call that a tool's message answers
 */
public record Message(
        Role role,
        String content,
        int weight,
        @Nullable String name,
        @Nullable String toolCalls,
        @Nullable String toolCallId) {

    public Message {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(content, "content");
        if (weight != 0 && weight != 1) {
            throw new IllegalArgumentException("A message's weight must be 0 or 1, was " + weight);
        }
    }

    public Message(Role role, String content) {
        this(role, content, 1, null, null, null);
    }

    public static Message user(String content) {
        return new Message(Role.USER, content);
    }

    public static Message assistant(String content) {
        return new Message(Role.ASSISTANT, content);
    }

    public Message withContent(String changed) {
        return new Message(role, changed, weight, name, toolCalls, toolCallId);
    }

    /** The same where the assistant says it, learnt or not; no other turn has a weight. */
    Message weighing(int other) {
        return role == Role.ASSISTANT ? new Message(role, content, other, name, toolCalls, toolCallId) : this;
    }

    /** Whether training learns this turn. */
    public boolean trained() {
        return role == Role.ASSISTANT && weight == 1;
    }

    /** Names of the tools that the assistant calls, in order. */
    List<String> calledTools() {
        List<String> names = new ArrayList<>();
        if (toolCalls != null) {
            ConversationJson.read(toolCalls)
                    .forEach(call -> names.add(call.at("/function/name").asText()));
        }
        return names;
    }

    public Optional<String> speaker() {
        return Optional.ofNullable(name);
    }
}
