package dev.tailor.worker;

import dev.tailor.proto.worker.v1.GenerateResponse;
import dev.tailor.proto.worker.v1.WorkerFinishReason;
import dev.tailor.proto.worker.v1.WorkerTokenLogprob;
import dev.tailor.text.TextStream;
import dev.tailor.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the tokens of one answer into messages: whole characters, nothing of a stop string, probabilities in step. */
final class AnswerWriter {

    private final TextStream text;
    private final StopStrings stops;
    private final int promptTokens;
    private final List<WorkerTokenLogprob> pending = new ArrayList<>();
    private int tokens;

    AnswerWriter(Tokenizer tokenizer, List<String> stops, int promptTokens) {
        this.text = tokenizer.stream();
        this.stops = new StopStrings(stops);
        this.promptTokens = promptTokens;
    }

    /** What can be sent after one more token. */
    Optional<GenerateResponse> next(int id, Optional<WorkerTokenLogprob> logprob) {
        tokens++;
        logprob.ifPresent(pending::add);
        var released = stops.next(text.next(id));
        if (stops.stopped()) {
            return released.isEmpty()
                    ? Optional.empty()
                    : Optional.of(message(released, List.of()).build());
        }
        if (released.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(message(released, stops.holds() ? List.of() : take()).build());
    }

    boolean stopped() {
        return stops.stopped();
    }

    /** The last message. */
    GenerateResponse finish(WorkerFinishReason reason) {
        var rest = stops.stopped() ? "" : stops.next(text.finish()) + stops.finish();
        return message(rest, stops.stopped() ? List.of() : take())
                .setFinishReason(reason)
                .build();
    }

    private GenerateResponse.Builder message(String released, List<WorkerTokenLogprob> logprobs) {
        return GenerateResponse.newBuilder()
                .setText(released)
                .addAllLogprobs(logprobs)
                .setPromptTokens(promptTokens)
                .setCompletionTokens(tokens);
    }

    private List<WorkerTokenLogprob> take() {
        var taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }
}
