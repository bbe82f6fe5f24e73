package dev.tailor.text;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chat of at least one turn.
 *
 * @param tools JSON array of the tools on offer, or null where there are none
 */
public record Conversation(List<Message> messages, @Nullable String tools) {

    public Conversation {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A conversation needs at least one message");
        }
    }

    public Conversation(List<Message> messages) {
        this(messages, null);
    }

    public Optional<String> offeredTools() {
        return Optional.ofNullable(tools);
    }

    /** Position of the last assistant turn. */
    public Optional<Integer> lastAssistantTurn() {
        for (int turn = messages.size() - 1; turn >= 0; turn--) {
            if (messages.get(turn).role() == Role.ASSISTANT) {
                return Optional.of(turn);
            }
        }
        return Optional.empty();
    }

    /** The first turns only; the tools stay on offer. */
    public Conversation first(int turns) {
        return new Conversation(messages.subList(0, turns), tools);
    }
}
