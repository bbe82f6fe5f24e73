package dev.tailor.worker;

import dev.tailor.text.EncodedChat;
import java.util.List;
import java.util.Set;

/**
 * Rows in tokens, none longer than the sequence length, and what became of those that were. Refuses rows that would
 * teach nothing, or would not teach the model to end its answer.
 *
 * @param chats in the order of the file
 */
record TrainingRows(List<EncodedChat> chats, RowCounts counts) {

    static final TrainingRows NONE = new TrainingRows(List.of(), RowCounts.NONE);

    TrainingRows {
        chats = List.copyOf(chats);
    }

    long trainedTokens() {
        return chats.stream().mapToLong(EncodedChat::trainedTokens).sum();
    }

    /** Throws where training on these rows would fail its purpose. */
    void checkTrainable(Set<Integer> ends) {
        if (chats.isEmpty()) {
            throw WorkerProblem.bad(
                    "NO_ROWS",
                    "There is no row to train on; %d were longer than the sequence length".formatted(counts.dropped()));
        }
        if (trainedTokens() == 0) {
            throw WorkerProblem.bad(
                    "NO_TRAINED_TOKENS", "No row has an assistant turn to learn; give one without weight 0");
        }
        if (!ends.isEmpty() && chats.stream().noneMatch(chat -> learnsEnd(chat, ends))) {
            throw WorkerProblem.bad(
                    "END_TOKEN_NOT_TRAINED",
                    "No row teaches the model to end its answer: none of its end tokens %s is trained. Check the chat template, or raise sequence_length if the rows are truncated"
                            .formatted(ends));
        }
    }

    private static boolean learnsEnd(EncodedChat chat, Set<Integer> ends) {
        for (int at = 0; at < chat.ids().length; at++) {
            if (chat.trained()[at] && ends.contains(chat.ids()[at])) {
                return true;
            }
        }
        return false;
    }
}
