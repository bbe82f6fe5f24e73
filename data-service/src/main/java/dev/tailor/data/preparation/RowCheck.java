package dev.tailor.data.preparation;

import dev.tailor.text.Conversation;
import dev.tailor.text.ConversationFormatException;
import dev.tailor.text.ConversationJson;
import dev.tailor.text.Message;
import dev.tailor.text.Role;
import java.util.Optional;

/** Decides whether a conversation can be learnt from. */
final class RowCheck {

    private static final int AROUND = 24;
    private static final String ONE_OBJECT = "; write one complete JSON object on each line";

    private RowCheck() {}

    /** A conversation, or what is wrong with the line. */
    sealed interface Result {

        /** Good. */
        record Row(Conversation conversation) implements Result {}

        /** Broken. */
        record Broken(RowProblem problem) implements Result {}
    }

    static Result check(Line.Text line) {
        try {
            Conversation conversation = ConversationJson.parse(line.text());
            return objection(conversation)
                    .<Result>map(objection -> broken(line, 0, objection))
                    .orElseGet(() -> new Result.Row(conversation));
        } catch (ConversationFormatException malformed) {
            return malformed(line, malformed);
        }
    }

    private static Result malformed(Line.Text line, ConversationFormatException malformed) {
        String words = String.valueOf(malformed.getMessage());
        if (malformed.column() > 0) {
            String plain = words.replace(" at column " + malformed.column(), "");
            return broken(line, malformed.column(), plain + ONE_OBJECT);
        }
        return broken(line, JsonPlaces.column(line.text(), malformed.path()), words);
    }

    private static Optional<String> objection(Conversation conversation) {
        if (conversation.messages().getLast().role() != Role.ASSISTANT) {
            return Optional.of("messages: the last message must be the assistant's, since that is what is learnt;"
                    + " add the answer or remove the message");
        }
        if (conversation.messages().stream().noneMatch(Message::trained)) {
            return Optional.of("messages: at least one assistant message must have a weight other than 0;"
                    + " remove a \"weight\": 0 or the row");
        }
        return Optional.empty();
    }

    private static Result broken(Line.Text line, int column, String problem) {
        return new Result.Broken(new RowProblem(line.number(), column, problem, excerpt(line.text(), column)));
    }

    private static String excerpt(String text, int column) {
        int at = Math.clamp(column - 1, 0, text.length());
        int from = Math.max(0, at - AROUND);
        int to = Math.min(text.length(), at + AROUND);
        return (from > 0 ? "…" : "") + text.substring(from, to).strip() + (to < text.length() ? "…" : "");
    }
}
