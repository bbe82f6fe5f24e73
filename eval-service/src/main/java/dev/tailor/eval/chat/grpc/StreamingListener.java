package dev.tailor.eval.chat.grpc;

import com.google.protobuf.ByteString;
import dev.tailor.eval.chat.ChatListener;
import dev.tailor.eval.model.TokenLogprob;
import dev.tailor.eval.model.TurnListener.FinishReason;
import dev.tailor.proto.eval.v1.CompleteResponse;
import dev.tailor.proto.eval.v1.TopLogprob;
import dev.tailor.proto.eval.v1.Usage;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;

/** Sends every piece of an answer to the caller at once. */
final class StreamingListener implements ChatListener {
    private final ServerCallStreamObserver<CompleteResponse> call;

    StreamingListener(ServerCallStreamObserver<CompleteResponse> call) {
        this.call = call;
    }

    @Override
    public void text(int choice, String text, List<TokenLogprob> logprobs) {
        var response = CompleteResponse.newBuilder().setChoice(choice).setText(text);
        logprobs.forEach(logprob -> response.addLogprobs(toProto(logprob)));
        call.onNext(response.build());
    }

    @Override
    public void finished(int choice, FinishReason reason) {
        call.onNext(CompleteResponse.newBuilder()
                .setChoice(choice)
                .setFinishReason(toProto(reason))
                .build());
    }

    @Override
    public void usage(int promptTokens, int completionTokens) {
        call.onNext(CompleteResponse.newBuilder()
                .setUsage(Usage.newBuilder().setPromptTokens(promptTokens).setCompletionTokens(completionTokens))
                .build());
    }

    @Override
    public boolean gone() {
        return call.isCancelled();
    }

    private static dev.tailor.proto.eval.v1.FinishReason toProto(FinishReason reason) {
        return switch (reason) {
            case STOP -> dev.tailor.proto.eval.v1.FinishReason.FINISH_REASON_STOP;
            case LENGTH -> dev.tailor.proto.eval.v1.FinishReason.FINISH_REASON_LENGTH;
        };
    }

    private static dev.tailor.proto.eval.v1.TokenLogprob toProto(TokenLogprob logprob) {
        var token = logprob.token();
        var message = dev.tailor.proto.eval.v1.TokenLogprob.newBuilder()
                .setToken(token.text())
                .setUtf8(ByteString.copyFrom(token.utf8().duplicate()))
                .setLogprob(token.logprob());
        for (var alternative : logprob.top()) {
            message.addTop(TopLogprob.newBuilder()
                    .setToken(alternative.text())
                    .setUtf8(ByteString.copyFrom(alternative.utf8().duplicate()))
                    .setLogprob(alternative.logprob()));
        }
        return message.build();
    }
}
