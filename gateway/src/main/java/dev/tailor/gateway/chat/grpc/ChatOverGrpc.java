package dev.tailor.gateway.chat.grpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.tailor.gateway.chat.Chat;
import dev.tailor.gateway.chat.ChatPiece;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Pieces;
import dev.tailor.gateway.wire.Settings;
import dev.tailor.gateway.wire.grpc.GrpcPieces;
import dev.tailor.gateway.wire.grpc.Reconnecting;
import dev.tailor.proto.eval.v1.ChatGrpc;
import dev.tailor.proto.eval.v1.CompleteRequest;
import dev.tailor.proto.eval.v1.CompleteResponse;
import dev.tailor.proto.eval.v1.TokenLogprob;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chat in eval-service. */
@ApplicationScoped
class ChatOverGrpc implements Chat {
    private static final String LENGTH = "max_tokens";
    private static final String NEW_LENGTH = "max_completion_tokens";

    private final ChatGrpc.ChatBlockingV2Stub chat;
    private final Duration silence;

    ChatOverGrpc(@GrpcClient("eval") Channel channel, Settings settings) {
        silence = settings.calls().silence();
        chat = ChatGrpc.newBlockingV2Stub(Reconnecting.over(channel));
    }

    @Override
    public Pieces<ChatPiece> complete(String model, JsonFields body) {
        var length = body.integer(NEW_LENGTH).isPresent() ? NEW_LENGTH : LENGTH;
        var pieces = new GrpcPieces<>(chat.complete(request(model, body)), ChatOverGrpc::piece, silence);
        return new NamedAsAsked<>(pieces, LENGTH, length);
    }

    private static CompleteRequest request(String model, JsonFields body) {
        var messages = body.array("messages").orElseThrow(() -> ApiException.missing("messages"));
        var request = CompleteRequest.newBuilder().setModel(model).setMessagesJson(messages.toString());
        body.array("tools").ifPresent(tools -> request.setToolsJson(tools.toString()));
        body.integer(NEW_LENGTH).or(() -> body.integer(LENGTH)).ifPresent(request::setMaxTokens);
        body.number("temperature").ifPresent(request::setTemperature);
        body.number("top_p").ifPresent(request::setTopP);
        body.longInteger("seed").ifPresent(request::setSeed);
        body.integer("n", 1, 16).ifPresent(request::setN);
        body.truth("logprobs").ifPresent(request::setLogprobs);
        body.integer("top_logprobs").ifPresent(request::setTopLogprobs);
        request.addAllStop(body.textOrTexts("stop"));
        body.ignore(LENGTH);
        UnservedFields.check(body);
        body.end();
        return request.build();
    }

    private static ChatPiece piece(CompleteResponse response) {
        Optional<String> finish = response.hasFinishReason()
                ? Optional.of(response.getFinishReason()
                        .name()
                        .substring("FINISH_REASON_".length())
                        .toLowerCase(Locale.ROOT))
                : Optional.empty();
        Optional<ChatPiece.Tokens> usage = response.hasUsage()
                ? Optional.of(new ChatPiece.Tokens(
                        response.getUsage().getPromptTokens(),
                        response.getUsage().getCompletionTokens()))
                : Optional.empty();
        return new ChatPiece(
                response.getChoice(), response.getText(), logprobs(response.getLogprobsList()), finish, usage);
    }

    private static ArrayNode logprobs(List<TokenLogprob> tokens) {
        var all = JsonNodeFactory.instance.arrayNode();
        for (var token : tokens) {
            var json = all.addObject();
            fill(json, token.getToken(), token.getUtf8(), token.getLogprob());
            var top = json.putArray("top_logprobs");
            token.getTopList().forEach(t -> fill(top.addObject(), t.getToken(), t.getUtf8(), t.getLogprob()));
        }
        return all;
    }

    private static void fill(ObjectNode json, String token, ByteString utf8, double logprob) {
        var bytes = json.put("token", token).put("logprob", logprob).putArray("bytes");
        for (var b : utf8.toByteArray()) bytes.add(b & 0xff);
    }
}
