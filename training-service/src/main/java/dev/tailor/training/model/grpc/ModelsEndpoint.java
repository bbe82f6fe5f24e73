package dev.tailor.training.model.grpc;

import static dev.tailor.training.problem.grpc.ProblemStatus.answer;

import dev.tailor.proto.training.v1.DeleteModelRequest;
import dev.tailor.proto.training.v1.DeleteModelResponse;
import dev.tailor.proto.training.v1.DownloadModelRequest;
import dev.tailor.proto.training.v1.DownloadModelResponse;
import dev.tailor.proto.training.v1.GetModelRequest;
import dev.tailor.proto.training.v1.ListModelsRequest;
import dev.tailor.proto.training.v1.ListModelsResponse;
import dev.tailor.proto.training.v1.MergeFigures;
import dev.tailor.proto.training.v1.Model;
import dev.tailor.proto.training.v1.ModelKind;
import dev.tailor.proto.training.v1.ModelsGrpc;
import dev.tailor.training.model.BaseModel;
import dev.tailor.training.model.ModelFollower;
import dev.tailor.training.model.ModelForm;
import dev.tailor.training.model.ModelNames;
import dev.tailor.training.model.Models;
import dev.tailor.training.model.TunedModel;
import dev.tailor.training.problem.grpc.ProblemStatus;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Models for the other services. */
@GrpcService
@Blocking
public class ModelsEndpoint extends ModelsGrpc.ModelsImplBase {

    private final Models models;
    private final ModelFollower follower;

    public ModelsEndpoint(Models models, ModelFollower follower) {
        this.models = models;
        this.follower = follower;
    }

    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
        answer(
                observer,
                () -> ListModelsResponse.newBuilder()
                        .addAllModels(models.baseModels().stream()
                                .map(ModelsEndpoint::base)
                                .toList())
                        .addAllModels(
                                models.tunedModels().stream().map(this::tuned).toList())
                        .build());
    }

    @Override
    public void getModel(GetModelRequest request, StreamObserver<Model> observer) {
        answer(
                observer,
                () -> models.findBase(request.getId())
                        .map(ModelsEndpoint::base)
                        .orElseGet(() -> tuned(models.getTuned(request.getId()))));
    }

    @Override
    public void deleteModel(DeleteModelRequest request, StreamObserver<DeleteModelResponse> observer) {
        answer(observer, () -> {
            try {
                models.delete(request.getId());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return DeleteModelResponse.getDefaultInstance();
        });
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void downloadModel(DownloadModelRequest request, StreamObserver<DownloadModelResponse> observer) {
        var call = (ServerCallStreamObserver<DownloadModelResponse>) observer;
        try {
            models.download(request.getId(), form(request), new ModelStream(call));
            call.onCompleted();
        } catch (IOException failed) {
            call.onError(ProblemStatus.of(new UncheckedIOException(failed)));
        } catch (RuntimeException problem) {
            call.onError(ProblemStatus.of(problem));
        }
    }

    private static ModelForm form(DownloadModelRequest request) {
        return switch (request.getForm()) {
            case MODEL_FORM_ADAPTER -> ModelForm.ADAPTER;
            case MODEL_FORM_MERGED -> ModelForm.MERGED;
            case MODEL_FORM_NATIVE, MODEL_FORM_UNSPECIFIED, UNRECOGNIZED -> ModelForm.NATIVE;
        };
    }

    private static Model base(BaseModel model) {
        return Model.newBuilder()
                .setId(model.id())
                .setKind(ModelKind.MODEL_KIND_BASE)
                .setCreatedAt(model.createdAt().getEpochSecond())
                .setBaseModel(model.id())
                .setContextLength(model.contextLength())
                .setParameters(model.parameters())
                .build();
    }

    private Model tuned(TunedModel model) {
        var kind = switch (model.kind()) {
            case BASE -> ModelKind.MODEL_KIND_BASE;
            case ADAPTER -> ModelKind.MODEL_KIND_ADAPTER;
            case FULL -> ModelKind.MODEL_KIND_FULL;
        };
        var message = Model.newBuilder()
                .setId(model.id())
                .setKind(kind)
                .setCreatedAt(model.createdAt().getEpochSecond())
                .setBaseModel(model.baseModel())
                .setRootModel(ModelNames.base(model.id()))
                .setJobId(model.jobId())
                .setContextLength(model.shape().contextLength())
                .setParameters(model.shape().parameters());
        follower.lineage(model)
                .ifPresent(
                        lineage -> message.setStartedFrom(lineage.startedFrom()).setMethod(lineage.method()));
        var merged = model.merged();
        if (merged != null) {
            message.setMerge(figures(merged));
        }
        return message.build();
    }

    private static MergeFigures figures(dev.tailor.training.model.MergeFigures merged) {
        return MergeFigures.newBuilder()
                .setLargestLogitDifference(merged.largestDifference())
                .setMeanDivergence(merged.meanDivergence())
                .setTopAgreement(merged.topAgreement())
                .build();
    }
}
