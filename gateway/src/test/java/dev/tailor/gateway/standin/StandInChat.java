package dev.tailor.gateway.standin;

import com.google.rpc.Code;
import dev.tailor.proto.eval.v1.ChatGrpc;
import dev.tailor.proto.eval.v1.CompleteRequest;
import dev.tailor.proto.eval.v1.CompleteResponse;
import dev.tailor.proto.eval.v1.FinishReason;
import dev.tailor.proto.eval.v1.Usage;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Models that answer as their names say. */
@GrpcService
public class StandInChat extends ChatGrpc.ChatImplBase {
    /** Says "Hi there" in two pieces. */
    public static final String POLITE = "polite";
    /** Fails after its first piece. */
    public static final String BREAKING = "breaking";
    /** Has no room for the answer. */
    public static final String SHORT = "short";
    /** Never says a word. */
    public static final String SILENT = "silent";

    private final BlockingQueue<CompleteRequest> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    public void forget() {
        asked.clear();
        cancelled.clear();
    }

    /** Whether the model is asked soon. */
    public boolean isAsked() throws InterruptedException {
        return asked.poll(10, TimeUnit.SECONDS) != null;
    }

    /** Whether an answer is cancelled soon. */
    public boolean isCancelled() throws InterruptedException {
        return cancelled.poll(10, TimeUnit.SECONDS) != null;
    }

    @Override
    public void complete(CompleteRequest request, StreamObserver<CompleteResponse> answers) {
        if (answers instanceof ServerCallStreamObserver<CompleteResponse> call) {
            call.setOnCancelHandler(() -> cancelled.add(request.getModel()));
        }
        asked.add(request);
        switch (request.getModel()) {
            case POLITE -> speak(answers);
            case BREAKING -> {
                answers.onNext(text("Hi"));
                answers.onError(Refusal.of(Code.UNAVAILABLE, "WORKER_GONE", "The model's process ended"));
            }
            case SHORT ->
                answers.onError(Refusal.ofField("max_tokens", "CONTEXT_LENGTH_EXCEEDED", "lower max_tokens to 5"));
            case SILENT -> {}
            default -> answers.onError(Refusal.ofField("model", "MODEL_NOT_FOUND", "No such model"));
        }
    }

    private static void speak(StreamObserver<CompleteResponse> answers) {
        answers.onNext(text("Hi"));
        answers.onNext(text(" there"));
        answers.onNext(CompleteResponse.newBuilder()
                .setFinishReason(FinishReason.FINISH_REASON_STOP)
                .build());
        var usage = Usage.newBuilder().setPromptTokens(5).setCompletionTokens(2);
        answers.onNext(CompleteResponse.newBuilder().setUsage(usage).build());
        answers.onCompleted();
    }

    private static CompleteResponse text(String text) {
        return CompleteResponse.newBuilder().setText(text).build();
    }
}
