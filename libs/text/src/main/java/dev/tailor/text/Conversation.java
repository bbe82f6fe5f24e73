package dev.tailor.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chat of at least one turn, or a plain text.
 *
 * @param messages of a plain text one of the assistant's, so that all of it is learnt
 * @param tools JSON array of the tools on offer, or null where there are none
 * @param form whether a chat template applies
 */
public record Conversation(List<Message> messages, @Nullable String tools, Form form) {

    /** How the messages become one text. */
    public enum Form {
        /** By the model's chat template. */
        CHAT,
        /** Not at all: they are a single text that goes on as it began. */
        TEXT
    }

    public Conversation {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A conversation needs at least one message");
        }
        if (form == Form.TEXT && (messages.size() > 1 || tools != null)) {
            throw new IllegalArgumentException("A plain text is one message without tools");
        }
    }

    public Conversation(List<Message> messages, @Nullable String tools) {
        this(messages, tools, Form.CHAT);
    }

    public Conversation(List<Message> messages) {
        this(messages, null);
    }

    /** A text without roles, as a model reads it in continued pre-training. */
    public static Conversation plain(String text) {
        return new Conversation(List.of(Message.assistant(text)), null, Form.TEXT);
    }

    /** The text that has no roles; empty for a chat. */
    public Optional<String> plainText() {
        return form == Form.TEXT ? Optional.of(messages.getFirst().content()) : Optional.empty();
    }

    public Optional<String> offeredTools() {
        return Optional.ofNullable(tools);
    }

    /** Position of the last assistant turn. */
    public Optional<Integer> lastAssistantTurn() {
        return lastTurn(Role.ASSISTANT);
    }

    Optional<Integer> lastTurn(Role role) {
        for (int turn = messages.size() - 1; turn >= 0; turn--) {
            if (messages.get(turn).role() == role) {
                return Optional.of(turn);
            }
        }
        return Optional.empty();
    }

    /** The first turns only; the tools stay on offer. */
    public Conversation first(int turns) {
        return new Conversation(messages.subList(0, turns), tools);
    }

    /** The turns through one of the assistant's, of which only that one is learnt. */
    public Conversation answering(int turn) {
        var before = messages.subList(0, turn).stream().map(message -> message.weighing(0));
        var answer = Stream.of(messages.get(turn).weighing(1));
        return new Conversation(Stream.concat(before, answer).toList(), tools);
    }
}
