package dev.tailor.worker;

import dev.tailor.model.Example;
import dev.tailor.model.Score;
import dev.tailor.proto.worker.v1.ScoreRequest;
import dev.tailor.proto.worker.v1.ScoreResponse;
import dev.tailor.text.EncodedChat;
import java.util.ArrayList;
import java.util.List;

/** Scores the references of a file, in batches; of a plain text all of it. */
final class ScoreCall {

    private static final int BATCH = 16;

    private final OpenModel model;

    ScoreCall(OpenModel model) {
        this.model = model;
    }

    /** Tells the receiver of each row until it wants no more. */
    void run(ScoreRequest request, Caller<ScoreResponse> receiver) {
        var rows = Rows.numbered(request.getRows());
        int longest = model.tensors().contextLength();
        for (int first = 0; first < rows.size(); first += BATCH) {
            List<EncodedChat> chats = new ArrayList<>();
            for (int row = first; row < Math.min(first + BATCH, rows.size()); row++) {
                chats.add(chat(rows.get(row)));
            }
            var fitting = chats.stream()
                    .map(chat -> AnswerRow.end(chat, longest))
                    .map(chat -> new Example(chat.ids(), chat.trained()))
                    .toList();
            List<Score> scores = new ArrayList<>();
            model.inTurn(() -> scores.addAll(model.tensors().score(fitting)));
            for (int at = 0; at < chats.size(); at++) {
                boolean truncated = chats.get(at).ids().length > longest;
                if (!receiver.hears(response(first + at, scores.get(at), truncated))) {
                    return;
                }
            }
        }
    }

    private EncodedChat chat(Rows.Row row) {
        var encoder = model.encoder();
        return row.conversation().plainText().isPresent()
                ? encoder.encode(row.conversation())
                : new AnswerRow(row).reference(encoder);
    }

    private static ScoreResponse response(long row, Score score, boolean truncated) {
        return ScoreResponse.newBuilder()
                .setRow(row)
                .setLossSum(score.lossSum())
                .setTokens(score.tokens())
                .setRightTokens(score.rightTokens())
                .setTruncated(truncated)
                .build();
    }
}
