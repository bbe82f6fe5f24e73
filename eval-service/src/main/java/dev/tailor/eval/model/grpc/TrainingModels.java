package dev.tailor.eval.model.grpc;

import dev.tailor.eval.PeerFailed;
import dev.tailor.eval.grpc.Peers;
import dev.tailor.eval.model.ModelRegistry;
import dev.tailor.eval.model.RegisteredModel;
import dev.tailor.proto.training.v1.DownloadModelRequest;
import dev.tailor.proto.training.v1.DownloadModelResponse;
import dev.tailor.proto.training.v1.GetModelRequest;
import dev.tailor.proto.training.v1.Model;
import dev.tailor.proto.training.v1.ModelForm;
import dev.tailor.proto.training.v1.ModelsGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The models of training-service, asked over gRPC. */
@ApplicationScoped
public class TrainingModels implements ModelRegistry {
    private static final String SERVICE = "training-service";
    private static final long LOOK_UP_SECONDS = 60;

    private final ModelsGrpc.ModelsBlockingStub training;

    public TrainingModels(@GrpcClient("training") ModelsGrpc.ModelsBlockingStub training) {
        this.training = training;
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
        try (var files = new ReceivedFiles(into)) {
            Iterator<DownloadModelResponse> parts = training.downloadModel(request);
            while (parts.hasNext()) {
                var part = parts.next();
                switch (part.getPartCase()) {
                    case FILE -> files.open(part.getFile());
                    case CHUNK -> files.append(part.getChunk());
                    case PART_NOT_SET -> throw new IOException("An empty part arrived");
                }
            }
            files.finish();
        } catch (StatusRuntimeException failed) {
            throw Peers.problem(SERVICE, failed);
        } catch (IOException failed) {
            throw new UncheckedIOException("The files of the model %s could not be stored".formatted(id), failed);
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
