package dev.tailor.eval.model.grpc;

import dev.tailor.eval.model.ModelFiles;
import dev.tailor.eval.model.ModelRunner;
import dev.tailor.eval.model.Sampling;
import dev.tailor.eval.model.TokenLogprob;
import dev.tailor.eval.model.Turn;
import dev.tailor.eval.model.TurnListener;
import dev.tailor.proto.worker.v1.AnswerRequest;
import dev.tailor.proto.worker.v1.GenerateRequest;
import dev.tailor.proto.worker.v1.GenerateResponse;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.ScoreRequest;
import dev.tailor.proto.worker.v1.WorkerFinishReason;
import dev.tailor.proto.worker.v1.WorkerGrpc;
import dev.tailor.proto.worker.v1.WorkerTokenLogprob;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs models in the tensor process. A call ends with the call that it serves. */
@Singleton
public final class WorkerModels implements ModelRunner {
    private final WorkerConnection connection;

    public WorkerModels(WorkerConnection connection) {
        this.connection = connection;
    }

    @Override
    public void score(ModelFiles model, Path rows, Consumer<RowScore> scores) {
        var request = ScoreRequest.newBuilder()
                .setModel(toRef(model))
                .setRows(rows.toString())
                .build();
        each(
                worker -> worker.score(request),
                row -> scores.accept(new RowScore(Math.toIntExact(row.getRow()), row.getLossSum(), row.getTokens())));
    }

    @Override
    public void answer(ModelFiles model, Path rows, int maxTokens, Consumer<RowAnswer> answers) {
        var request = AnswerRequest.newBuilder()
                .setModel(toRef(model))
                .setRows(rows.toString())
                .setMaxTokens(maxTokens)
                .build();
        each(
                worker -> worker.answer(request),
                row -> answers.accept(new RowAnswer(Math.toIntExact(row.getRow()), row.getText())));
    }

    @Override
    public void generate(ModelFiles model, Turn turn, TurnListener listener) {
        var request = toRequest(model, turn);
        try (var call = Context.current().withCancellation()) {
            call.run(() -> decode(request, listener));
        }
    }

    /** Leaving early closes the surrounding context, which cancels the call. */
    private void decode(GenerateRequest request, TurnListener listener) {
        try {
            var pieces = connection.worker().generate(request);
            while (!listener.gone() && pieces.hasNext()) {
                tell(listener, pieces.next());
            }
        } catch (StatusRuntimeException failed) {
            if (!listener.gone() && !Context.current().isCancelled()) {
                throw WorkerFailures.of(failed);
            }
        }
    }

    private <T> void each(Function<WorkerGrpc.WorkerBlockingStub, Iterator<T>> call, Consumer<T> sink) {
        try {
            var parts = call.apply(connection.worker());
            while (parts.hasNext()) {
                sink.accept(parts.next());
            }
        } catch (StatusRuntimeException failed) {
            throw WorkerFailures.of(failed);
        }
    }

    private static void tell(TurnListener listener, GenerateResponse piece) {
        if (!piece.getText().isEmpty() || piece.getLogprobsCount() > 0) {
            var logprobs = piece.getLogprobsList().stream()
                    .map(WorkerModels::toLogprob)
                    .toList();
            listener.text(piece.getText(), logprobs);
        }
        if (piece.hasFinishReason()) {
            listener.finished(new TurnListener.Ending(
                    toReason(piece.getFinishReason()), piece.getPromptTokens(), piece.getCompletionTokens()));
        }
    }

    private static ModelRef toRef(ModelFiles model) {
        return switch (model) {
            case ModelFiles.Whole whole ->
                ModelRef.newBuilder()
                        .setDirectory(whole.directory().toAbsolutePath().toString())
                        .build();
            case ModelFiles.Adapted adapted ->
                ModelRef.newBuilder()
                        .setDirectory(adapted.base().toAbsolutePath().toString())
                        .setAdapterDirectory(adapted.adapter().toAbsolutePath().toString())
                        .build();
        };
    }

    private static GenerateRequest toRequest(ModelFiles model, Turn turn) {
        Sampling sampling = turn.sampling();
        return GenerateRequest.newBuilder()
                .setModel(toRef(model))
                .setConversationJson(turn.conversationJson())
                .setMaxTokens(sampling.maxTokens())
                .setTemperature(sampling.temperature())
                .setTopP(sampling.topP())
                .setSeed(sampling.seed())
                .addAllStop(sampling.stop())
                .setLogprobs(sampling.logprobs().wanted())
                .setTopLogprobs(sampling.logprobs().top())
                .build();
    }

    private static TurnListener.FinishReason toReason(WorkerFinishReason reason) {
        return switch (reason) {
            case WORKER_FINISH_REASON_LENGTH -> TurnListener.FinishReason.LENGTH;
            case WORKER_FINISH_REASON_STOP, WORKER_FINISH_REASON_UNSPECIFIED, UNRECOGNIZED ->
                TurnListener.FinishReason.STOP;
        };
    }

    private static TokenLogprob toLogprob(WorkerTokenLogprob token) {
        var top = token.getTopList().stream()
                .map(alternative -> new TokenLogprob.Alternative(
                        alternative.getToken(), alternative.getUtf8().asReadOnlyByteBuffer(), alternative.getLogprob()))
                .toList();
        var chosen = new TokenLogprob.Alternative(
                token.getToken(), token.getUtf8().asReadOnlyByteBuffer(), token.getLogprob());
        return new TokenLogprob(chosen, top);
    }
}
