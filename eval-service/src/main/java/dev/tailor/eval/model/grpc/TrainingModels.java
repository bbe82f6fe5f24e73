package dev.tailor.eval.model.grpc;

import dev.tailor.eval.PeerFailed;
import dev.tailor.eval.PeerUnavailable;
import dev.tailor.eval.grpc.Peers;
import dev.tailor.eval.model.DownloadLimits;
import dev.tailor.eval.model.ModelRegistry;
import dev.tailor.eval.model.RegisteredModel;
import dev.tailor.proto.training.v1.DownloadModelRequest;
import dev.tailor.proto.training.v1.DownloadModelResponse;
import dev.tailor.proto.training.v1.GetModelRequest;
import dev.tailor.proto.training.v1.Model;
import dev.tailor.proto.training.v1.ModelForm;
import dev.tailor.proto.training.v1.ModelsGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The models of training-service, asked over gRPC. */
@ApplicationScoped
public class TrainingModels implements ModelRegistry {
    private static final String SERVICE = "training-service";
    private static final long LOOK_UP_SECONDS = 60;

    private final ModelsGrpc.ModelsBlockingStub training;
    private final ModelsGrpc.ModelsBlockingV2Stub streams;
    private final DownloadLimits limits;

    public TrainingModels(@GrpcClient("training") Channel channel, DownloadLimits limits) {
        this.training = ModelsGrpc.newBlockingStub(channel);
        this.streams = ModelsGrpc.newBlockingV2Stub(channel);
        this.limits = limits;
    }

    @Override
    public Optional<RegisteredModel> find(String id) {
        try {
            return Optional.of(toRegistered(training.withDeadlineAfter(LOOK_UP_SECONDS, TimeUnit.SECONDS)
                    .getModel(GetModelRequest.newBuilder().setId(id).build())));
        } catch (StatusRuntimeException failed) {
            if (failed.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw Peers.problem(SERVICE, failed);
        }
    }

    @Override
    public void download(String id, Path into) {
        var request = DownloadModelRequest.newBuilder()
                .setId(id)
                .setForm(ModelForm.MODEL_FORM_NATIVE)
                .build();
        var call = streams.downloadModel(request);
        try (var files = new ReceivedFiles(into)) {
            for (var part = next(call); part.isPresent(); part = next(call)) {
                store(part.get(), files);
            }
            files.finish();
        } catch (IOException failed) {
            throw new UncheckedIOException("The files of the model %s could not be stored".formatted(id), failed);
        } finally {
            call.cancel("No more is needed", null);
        }
    }

    private static void store(DownloadModelResponse part, ReceivedFiles files) throws IOException {
        switch (part.getPartCase()) {
            case FILE -> files.open(part.getFile());
            case CHUNK -> files.append(part.getChunk());
            case PART_NOT_SET -> throw new IOException("An empty part arrived");
        }
    }

    /** Empty after the last one. */
    private Optional<DownloadModelResponse> next(BlockingClientCall<?, DownloadModelResponse> call) {
        try {
            return Optional.ofNullable(call.read(limits.silence().toMillis(), TimeUnit.MILLISECONDS));
        } catch (StatusException failed) {
            throw Peers.problem(SERVICE, failed.getStatus().asRuntimeException(failed.getTrailers()));
        } catch (TimeoutException silent) {
            throw new PeerUnavailable(SERVICE, silent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new PeerUnavailable(SERVICE, stopping);
        }
    }

    private static RegisteredModel toRegistered(Model model) {
        return new RegisteredModel(model.getId(), toKind(model), model.getBaseModel());
    }

    private static RegisteredModel.Kind toKind(Model model) {
        return switch (model.getKind()) {
            case MODEL_KIND_BASE -> RegisteredModel.Kind.BASE;
            case MODEL_KIND_ADAPTER -> RegisteredModel.Kind.ADAPTER;
            case MODEL_KIND_FULL -> RegisteredModel.Kind.FULL;
            case MODEL_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new PeerFailed(SERVICE, new IllegalStateException("It tells no kind for " + model.getId()));
        };
    }
}
