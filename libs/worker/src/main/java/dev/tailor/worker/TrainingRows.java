package dev.tailor.worker;

import dev.tailor.text.EncodedChat;
import java.util.List;
import java.util.Set;

/**
 * Rows in tokens, none longer than the sequence length, and what became of those that were. Refuses rows that would
 * teach nothing, or would not teach the model to end its answer.
 *
 * @param rows in the order of the file
 * @param apart rows whose answers are learnt one by one, each behind a prompt of its own
 */
record TrainingRows(List<Row> rows, RowCounts counts, long apart) {

    static final TrainingRows NONE = new TrainingRows(List.of(), RowCounts.NONE, 0);

    TrainingRows {
        rows = List.copyOf(rows);
    }

    /**
     * A row, or a piece of one.
     *
     * @param line in the file that it came from
     */
    record Row(EncodedChat chat, long line) {}

    List<EncodedChat> chats() {
        return rows.stream().map(Row::chat).toList();
    }

    long trainedTokens() {
        return rows.stream().mapToLong(row -> row.chat().trainedTokens()).sum();
    }

    /** Throws where training on these rows would fail its purpose. */
    void checkTrainable(Set<Integer> ends) {
        if (trainedTokens() == 0) {
            throw WorkerProblem.bad(
                    "NO_TRAINED_TOKENS", "No row has an assistant turn to learn; give one without weight 0");
        }
        if (!ends.isEmpty() && rows.stream().noneMatch(row -> learnsEnd(row.chat(), ends))) {
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
