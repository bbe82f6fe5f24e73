package dev.tailor.worker;

import dev.tailor.text.ChatEncoder;
import dev.tailor.text.Conversation;
import dev.tailor.text.EncodedChat;
import java.util.Arrays;

/** A row as evaluation sees it: the last assistant turn is the reference, what stands before it the prompt. */
final class AnswerRow {

    private final Rows.Row row;
    private final Conversation conversation;
    private final int turn;

    AnswerRow(Rows.Row row) {
        this.row = row;
        this.conversation = row.conversation();
        this.turn = conversation
                .lastAssistantTurn()
                .filter(at -> at > 0)
                .orElseThrow(() -> WorkerProblem.bad(
                        "NO_REFERENCE",
                        "The row on line %d has no assistant turn behind another turn".formatted(row.line())));
    }

    /** The ids that ask for the answer. */
    int[] prompt(ChatEncoder encoder) {
        return fit(encoder).prompt(row, conversation.first(turn));
    }

    /** The row with its reference, and only that, marked as trained. */
    EncodedChat reference(ChatEncoder encoder) {
        return fit(encoder).encoded(row, conversation.answering(turn));
    }

    /** Throws where the row cannot be asked, or its reference not be scored. */
    void check(ChatEncoder encoder) {
        prompt(encoder);
        reference(encoder);
    }

    private static RowFit fit(ChatEncoder encoder) {
        return new RowFit(encoder, "training_file");
    }

    /** The last tokens of a chat, as many as fit. */
    static EncodedChat end(EncodedChat chat, int longest) {
        int length = chat.ids().length;
        int from = Math.max(0, length - longest);
        return new EncodedChat(
                Arrays.copyOfRange(chat.ids(), from, length), Arrays.copyOfRange(chat.trained(), from, length));
    }
}
