package dev.tailor.gateway.standin;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.tailor.proto.training.v1.DeleteModelRequest;
import dev.tailor.proto.training.v1.DeleteModelResponse;
import dev.tailor.proto.training.v1.DownloadModelRequest;
import dev.tailor.proto.training.v1.DownloadModelResponse;
import dev.tailor.proto.training.v1.GetModelRequest;
import dev.tailor.proto.training.v1.ListModelsRequest;
import dev.tailor.proto.training.v1.ListModelsResponse;
import dev.tailor.proto.training.v1.MergeFigures;
import dev.tailor.proto.training.v1.Model;
import dev.tailor.proto.training.v1.ModelFile;
import dev.tailor.proto.training.v1.ModelForm;
import dev.tailor.proto.training.v1.ModelKind;
import dev.tailor.proto.training.v1.ModelsGrpc;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.List;

/** A base model whose id has a slash, an adapter and a full model made from it. */
@GrpcService
public class StandInModels extends ModelsGrpc.ModelsImplBase {
    public static final String BASE = "org/base";
    public static final String ADAPTER = "ft:org/base:tailor::abc";
    public static final String FULL = "ft:org/base:tailor:whole:def";

    private static final List<Model> MODELS = List.of(
            model(BASE, ModelKind.MODEL_KIND_BASE),
            model(ADAPTER, ModelKind.MODEL_KIND_ADAPTER),
            model(FULL, ModelKind.MODEL_KIND_FULL));

    private static Model model(String id, ModelKind kind) {
        var model =
                Model.newBuilder().setId(id).setKind(kind).setBaseModel(BASE).setContextLength(512);
        if (kind == ModelKind.MODEL_KIND_ADAPTER) {
            model.setJobId("ftjob-1").setRootModel(BASE).setStartedFrom(FULL).setMethod("dora");
            model.setMerge(MergeFigures.newBuilder()
                    .setLargestLogitDifference(0.25)
                    .setMeanDivergence(0.125)
                    .setTopAgreement(1));
        }
        return model.build();
    }

    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> answers) {
        answers.onNext(ListModelsResponse.newBuilder().addAllModels(MODELS).build());
        answers.onCompleted();
    }

    @Override
    public void getModel(GetModelRequest request, StreamObserver<Model> answers) {
        for (var model : MODELS) {
            if (model.getId().equals(request.getId())) {
                answers.onNext(model);
                answers.onCompleted();
                return;
            }
        }
        answers.onError(Refusal.of(Code.NOT_FOUND, "MODEL_NOT_FOUND", "No such model: " + request.getId()));
    }

    @Override
    public void deleteModel(DeleteModelRequest request, StreamObserver<DeleteModelResponse> answers) {
        if (request.getId().equals(BASE)) {
            answers.onError(Refusal.of(Code.FAILED_PRECONDITION, "BASE_MODEL", "A base model cannot be deleted"));
        } else {
            answers.onNext(DeleteModelResponse.getDefaultInstance());
            answers.onCompleted();
        }
    }

    /** One file that is named after the form asked for. */
    @Override
    public void downloadModel(DownloadModelRequest request, StreamObserver<DownloadModelResponse> answers) {
        if (request.getForm() == ModelForm.MODEL_FORM_ADAPTER
                && !request.getId().equals(ADAPTER)) {
            answers.onError(Refusal.of(Code.FAILED_PRECONDITION, "NOT_AN_ADAPTER", "This model is not an adapter"));
            return;
        }
        var file = ModelFile.newBuilder().setPath(request.getForm().name()).setBytes(3);
        answers.onNext(DownloadModelResponse.newBuilder().setFile(file).build());
        answers.onNext(DownloadModelResponse.newBuilder()
                .setChunk(ByteString.copyFromUtf8("abc"))
                .build());
        answers.onCompleted();
    }
}
