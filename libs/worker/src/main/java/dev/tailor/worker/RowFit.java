package dev.tailor.worker;

import dev.tailor.text.ChatEncoder;
import dev.tailor.text.Conversation;
import dev.tailor.text.EncodedChat;
import dev.tailor.text.TextModelException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Refuses rows that do not suit a model, by their line: those of which its chat template would leave a part out, and those
 * that it refuses itself.
 *
 * @param file the field of a request that names where the rows are from
 */
record RowFit(ChatEncoder encoder, String file) {

    /** The whole row, to be learnt. */
    List<ChatEncoder.Part> parts(Rows.Row row) {
        var whole = row.conversation();
        return fitting(row, () -> encoder.leavesOut(whole), () -> encoder.parts(whole));
    }

    /** Of a row what is scored. */
    EncodedChat encoded(Rows.Row row, Conversation part) {
        return fitting(row, () -> encoder.leavesOut(part), () -> encoder.encode(part));
    }

    /** Of a row what asks for an answer. */
    int[] prompt(Rows.Row row, Conversation part) {
        return fitting(row, () -> encoder.promptLeavesOut(part), () -> encoder.prompt(part));
    }

    private <T> T fitting(Rows.Row row, Supplier<Optional<String>> leftOut, Supplier<T> tokens) {
        try {
            leftOut.get().ifPresent(path -> {
                throw unusable(row, "its chat template has no place for %1$s; leave out %1$s".formatted(path));
            });
            return tokens.get();
        } catch (TextModelException refused) {
            if (encoder.tokenizer().special().ends().isEmpty()) {
                throw refused;
            }
            throw unusable(row, refused.getMessage() + "; change the messages");
        }
    }

    private WorkerProblem unusable(Rows.Row row, String problem) {
        return WorkerProblem.badField(
                "ROW_UNUSABLE",
                file,
                "The row on line %d does not suit the model: %s of this row, or choose a model whose chat template takes them"
                        .formatted(row.line(), problem));
    }
}
