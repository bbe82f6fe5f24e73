package dev.tailor.eval.chat.grpc;

import dev.tailor.eval.InvalidRequest;
import dev.tailor.eval.chat.Chat;
import dev.tailor.eval.chat.ChatRequest;
import dev.tailor.eval.chat.Conversation;
import dev.tailor.eval.grpc.Calls;
import dev.tailor.eval.model.Logprobs;
import dev.tailor.eval.model.Sampling;
import dev.tailor.proto.eval.v1.ChatGrpc;
import dev.tailor.proto.eval.v1.CompleteRequest;
import dev.tailor.proto.eval.v1.CompleteResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import java.util.random.RandomGenerator;

/** Chat completions over gRPC. Decoding stops when the caller goes away. */
@GrpcService
public class ChatEndpoint extends ChatGrpc.ChatImplBase {
    private final Chat chat;
    private final RandomGenerator seeds;

    public ChatEndpoint(Chat chat, RandomGenerator seeds) {
        this.chat = chat;
        this.seeds = seeds;
    }

    @Override
    @Blocking
    public void complete(CompleteRequest request, StreamObserver<CompleteResponse> caller) {
        var call = (ServerCallStreamObserver<CompleteResponse>) caller;
        Calls.stream(caller, () -> chat.complete(toRequest(request), new StreamingListener(call)));
    }

    private ChatRequest toRequest(CompleteRequest request) {
        var conversation = request.hasToolsJson()
                ? Conversation.parse(request.getMessagesJson(), request.getToolsJson())
                : Conversation.parse(request.getMessagesJson());
        int choices = request.getN() == 0 ? 1 : request.getN();
        return new ChatRequest(request.getModel(), conversation, toSampling(request), choices);
    }

    private Sampling toSampling(CompleteRequest request) {
        return new Sampling(
                maxTokens(request),
                request.hasTemperature() ? request.getTemperature() : 1,
                request.hasTopP() ? request.getTopP() : 1,
                request.hasSeed() ? request.getSeed() : seeds.nextLong(),
                request.getStopList(),
                new Logprobs(request.getLogprobs(), request.getTopLogprobs()));
    }

    private static int maxTokens(CompleteRequest request) {
        if (request.hasMaxTokens() && request.getMaxTokens() < 1) {
            throw new InvalidRequest("max_tokens", "max_tokens must be at least 1, was " + request.getMaxTokens());
        }
        return request.getMaxTokens();
    }
}
