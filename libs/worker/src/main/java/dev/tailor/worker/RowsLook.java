package dev.tailor.worker;

import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.text.ChatEncoder;
import java.nio.file.Path;

/** Looks at all rows of a training before it, without the weights. */
final class RowsLook {

    private RowsLook() {}

    /** Throws where training on the rows, or a comparison on all test rows, would refuse one of them. */
    static void at(TrainRequest request) {
        var unused = PreparedRows.of(request);
        if (!request.getTestRows().isEmpty()) {
            try (var encoder = ChatEncoder.open(Path.of(request.getModel().getDirectory()))) {
                Rows.numbered(request.getTestRows()).forEach(row -> look(row, encoder));
            }
        }
    }

    /** A row that expects no answer is not compared. */
    private static void look(Rows.Row row, ChatEncoder encoder) {
        if (row.conversation().lastAssistantTurn().orElse(0) > 0) {
            new AnswerRow(row).check(encoder);
        }
    }
}
