package dev.tailor.worker;

import dev.tailor.proto.worker.v1.AnswerRequest;
import dev.tailor.proto.worker.v1.AnswerResponse;
import dev.tailor.proto.worker.v1.WorkerFinishReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Answers the prompts of a file greedily, in batches. */
final class AnswerCall {

    private static final int BATCH = 16;
    private static final int SPARE_TOKENS = 16;

    private final OpenModel model;
    private final Set<Integer> ends;

    AnswerCall(OpenModel model) {
        this.model = model;
        this.ends = model.encoder().tokenizer().special().ends();
    }

    /** Tells the receiver of each row until it wants no more. */
    void run(AnswerRequest request, Caller<AnswerResponse> receiver) {
        var rows = Rows.numbered(request.getRows());
        for (int first = 0; first < rows.size(); first += BATCH) {
            var batch = rows.subList(first, Math.min(first + BATCH, rows.size()));
            var answers = answers(batch, request.getMaxTokens());
            for (int at = 0; at < answers.size(); at++) {
                if (!receiver.hears(response(first + at, answers.get(at)))) {
                    return;
                }
            }
        }
    }

    /** A prompt that leaves no room for an answer gets an empty one. */
    private List<int[]> answers(List<Rows.Row> rows, int most) {
        List<int[]> prompts = new ArrayList<>();
        int[] limits = new int[rows.size()];
        for (int at = 0; at < rows.size(); at++) {
            var row = new AnswerRow(rows.get(at));
            var prompt = row.prompt(model.encoder());
            int reference = row.reference(model.encoder()).trainedTokens();
            int room = model.tensors().contextLength() - prompt.length;
            int wanted = 2 * reference + SPARE_TOKENS;
            limits[at] = Math.max(0, Math.min(room, most > 0 ? Math.min(most, wanted) : wanted));
            prompts.add(prompt);
        }
        return decode(prompts, limits);
    }

    private List<int[]> decode(List<int[]> prompts, int[] limits) {
        List<int[]> answers = new ArrayList<>();
        List<int[]> asked = new ArrayList<>();
        for (int at = 0; at < limits.length; at++) {
            answers.add(new int[0]);
            if (limits[at] > 0) {
                asked.add(prompts.get(at));
            }
        }
        int[] askedLimits = Arrays.stream(limits).filter(limit -> limit > 0).toArray();
        if (!asked.isEmpty()) {
            model.inTurn(() -> {
                var decoded = model.tensors().greedy(asked, askedLimits, ends).iterator();
                for (int at = 0; at < limits.length; at++) {
                    if (limits[at] > 0) {
                        answers.set(at, decoded.next());
                    }
                }
            });
        }
        return answers;
    }

    private AnswerResponse response(long row, int[] answer) {
        boolean ended = answer.length > 0 && ends.contains(answer[answer.length - 1]);
        int[] said = ended ? Arrays.copyOf(answer, answer.length - 1) : answer;
        return AnswerResponse.newBuilder()
                .setRow(row)
                .setText(said.length == 0 ? "" : model.encoder().tokenizer().decode(said))
                .setTokens(said.length)
                .setFinishReason(
                        ended
                                ? WorkerFinishReason.WORKER_FINISH_REASON_STOP
                                : WorkerFinishReason.WORKER_FINISH_REASON_LENGTH)
                .build();
    }
}
