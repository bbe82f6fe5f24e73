package dev.tailor.worker;

import com.google.protobuf.ByteString;
import dev.tailor.model.GeneratedToken;
import dev.tailor.model.Sampling;
import dev.tailor.proto.worker.v1.GenerateRequest;
import dev.tailor.proto.worker.v1.GenerateResponse;
import dev.tailor.proto.worker.v1.WorkerFinishReason;
import dev.tailor.proto.worker.v1.WorkerTokenLogprob;
import dev.tailor.proto.worker.v1.WorkerTopLogprob;
import dev.tailor.text.Conversation;
import dev.tailor.text.ConversationJson;
import dev.tailor.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Answers one conversation, token by token. */
final class GenerateCall {

    private final OpenModel model;
    private final Tokenizer tokenizer;
    private final Set<Integer> ends;

    GenerateCall(OpenModel model) {
        this.model = model;
        this.tokenizer = model.encoder().tokenizer();
        this.ends = tokenizer.special().ends();
    }

    /** Tells the receiver each piece of the answer until it wants no more. */
    void run(GenerateRequest request, Caller<GenerateResponse> receiver) {
        var conversation = ConversationJson.parse(request.getConversationJson());
        checkTemplate(conversation);
        var prompt = model.encoder().prompt(conversation);
        var sampling = sampling(request, prompt.length);
        var writer = new AnswerWriter(tokenizer, request.getStopList(), prompt.length);
        var state = new State();
        model.inTurn(() -> model.tensors().generate(prompt, sampling, token -> {
            if (ends.contains(token.id())) {
                state.reason = WorkerFinishReason.WORKER_FINISH_REASON_STOP;
                return false;
            }
            var logprob = request.getLogprobs() ? Optional.of(logprob(token)) : Optional.<WorkerTokenLogprob>empty();
            state.wanted = writer.next(token.id(), logprob).map(receiver::hears).orElse(true);
            return state.wanted && !writer.stopped();
        }));
        if (state.wanted) {
            receiver.hears(
                    writer.finish(writer.stopped() ? WorkerFinishReason.WORKER_FINISH_REASON_STOP : state.reason));
        }
    }

    private void checkTemplate(Conversation conversation) {
        model.encoder().promptLeavesOut(conversation).ifPresent(path -> {
            throw WorkerProblem.badField(
                    path.contains("tool") ? "TOOLS_NOT_SUPPORTED" : "MESSAGE_NOT_SUPPORTED",
                    path.startsWith("tools") ? "tools" : "messages",
                    "The chat template of this model has no place for %s; leave it out, or choose a model whose template has one"
                            .formatted(path));
        });
    }

    private static final class State {
        private WorkerFinishReason reason = WorkerFinishReason.WORKER_FINISH_REASON_LENGTH;
        private boolean wanted = true;
    }

    private Sampling sampling(GenerateRequest request, int promptTokens) {
        int room = model.tensors().contextLength() - promptTokens;
        if (room < 1) {
            throw WorkerProblem.badField(
                    "CONTEXT_EXCEEDED",
                    "messages",
                    "The conversation has %d tokens, which leaves no room in the model's window of %d; shorten it"
                            .formatted(promptTokens, model.tensors().contextLength()));
        }
        if (request.getMaxTokens() > room) {
            throw WorkerProblem.badField(
                    "CONTEXT_EXCEEDED",
                    "max_tokens",
                    "%d tokens of conversation and %d of answer exceed the model's window of %d; lower max_tokens to %d"
                            .formatted(
                                    promptTokens,
                                    request.getMaxTokens(),
                                    model.tensors().contextLength(),
                                    room));
        }
        return new Sampling(
                request.getTemperature(),
                request.getTopP() == 0 ? 1 : request.getTopP(),
                request.getSeed(),
                request.getMaxTokens() == 0 ? room : request.getMaxTokens(),
                ends,
                request.getLogprobs() ? request.getTopLogprobs() : 0);
    }

    private WorkerTokenLogprob logprob(GeneratedToken token) {
        var bytes = tokenizer.bytes(token.id());
        return WorkerTokenLogprob.newBuilder()
                .setToken(new String(bytes, StandardCharsets.UTF_8))
                .setUtf8(ByteString.copyFrom(bytes))
                .setLogprob(token.logprob())
                .addAllTop(token.top().stream()
                        .map(each -> top(each.id(), each.logprob()))
                        .toList())
                .build();
    }

    private WorkerTopLogprob top(int id, double logprob) {
        var bytes = tokenizer.bytes(id);
        return WorkerTopLogprob.newBuilder()
                .setToken(new String(bytes, StandardCharsets.UTF_8))
                .setUtf8(ByteString.copyFrom(bytes))
                .setLogprob(logprob)
                .build();
    }
}
