package dev.tailor.worker;

import dev.tailor.proto.worker.v1.TrainOverLength;
import dev.tailor.text.ChatEncoder;
import dev.tailor.text.Conversation;
import dev.tailor.text.EncodedChat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rows in tokens, none longer than the sequence length, and what became of those that were. Refuses rows that would
 * teach nothing, or would not teach the model to end its answer.
 *
 * @param chats in the order of the file
 * @param truncated rows that lost their end
 * @param dropped rows that were left out
 */
record TrainingRows(List<EncodedChat> chats, long truncated, long dropped) {

    TrainingRows {
        chats = List.copyOf(chats);
    }

    static TrainingRows of(List<Conversation> rows, ChatEncoder encoder, int longest, TrainOverLength policy) {
        List<EncodedChat> chats = new ArrayList<>();
        long truncated = 0;
        long dropped = 0;
        for (int row = 0; row < rows.size(); row++) {
            var chat = encoder.encode(rows.get(row));
            if (chat.ids().length <= longest) {
                chats.add(chat);
                continue;
            }
            var kept = cut(chat, longest);
            if (policy == TrainOverLength.TRAIN_OVER_LENGTH_TRUNCATE && kept.trainedTokens() > 0) {
                chats.add(kept);
                truncated++;
            } else if (policy == TrainOverLength.TRAIN_OVER_LENGTH_TRUNCATE
                    || policy == TrainOverLength.TRAIN_OVER_LENGTH_DROP) {
                dropped++;
            } else {
                throw tooLong(row, chat.ids().length, longest);
            }
        }
        return new TrainingRows(chats, truncated, dropped);
    }

    long trainedTokens() {
        return chats.stream().mapToLong(EncodedChat::trainedTokens).sum();
    }

    /** Throws where training on these rows would fail its purpose. */
    void checkTrainable(Set<Integer> ends) {
        if (chats.isEmpty()) {
            throw WorkerProblem.bad(
                    "NO_ROWS",
                    "There is no row to train on; %d were longer than the sequence length".formatted(dropped));
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

    private static EncodedChat cut(EncodedChat chat, int longest) {
        return new EncodedChat(Arrays.copyOf(chat.ids(), longest), Arrays.copyOf(chat.trained(), longest));
    }

    private static WorkerProblem tooLong(int row, int tokens, int longest) {
        return WorkerProblem.badField(
                "ROW_TOO_LONG",
                "sequence_length",
                "Row %d has %d tokens, more than the sequence length of %d; raise sequence_length, or set over_length to drop or truncate"
                        .formatted(row, tokens, longest));
    }
}
