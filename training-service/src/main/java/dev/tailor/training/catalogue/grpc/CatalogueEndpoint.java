package dev.tailor.training.catalogue.grpc;

import static dev.tailor.training.problem.grpc.ProblemStatus.answer;

import dev.tailor.proto.training.v1.CatalogueEstimate;
import dev.tailor.proto.training.v1.CatalogueGrpc;
import dev.tailor.proto.training.v1.CatalogueMemory;
import dev.tailor.proto.training.v1.CatalogueModel;
import dev.tailor.proto.training.v1.CatalogueSource;
import dev.tailor.proto.training.v1.ListCatalogueRequest;
import dev.tailor.proto.training.v1.ListCatalogueResponse;
import dev.tailor.proto.training.v1.Precision;
import dev.tailor.training.catalogue.Assessment;
import dev.tailor.training.catalogue.CatalogueMethod;
import dev.tailor.training.catalogue.MachineMemory;
import dev.tailor.training.catalogue.MemoryEstimate;
import dev.tailor.training.catalogue.ModelCatalogue;
import dev.tailor.training.catalogue.Question;
import dev.tailor.training.catalogue.Question.Load;
import dev.tailor.training.catalogue.Speed.Basis;
import dev.tailor.training.job.WorkerDevice;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import org.jspecify.annotations.Nullable;

/** The catalogue for the other services. */
@GrpcService
@Blocking
public class CatalogueEndpoint extends CatalogueGrpc.CatalogueImplBase {

    private static final int LENGTH = 1024;

    private final ModelCatalogue catalogue;
    private final MachineMemory memory;
    private final WorkerDevice device;

    public CatalogueEndpoint(ModelCatalogue catalogue, MachineMemory memory, WorkerDevice device) {
        this.catalogue = catalogue;
        this.memory = memory;
        this.device = device;
    }

    @Override
    public void listCatalogue(ListCatalogueRequest request, StreamObserver<ListCatalogueResponse> observer) {
        answer(observer, () -> {
            var question = question(request);
            var found = catalogue.ask(question);
            return ListCatalogueResponse.newBuilder()
                    .addAllModels(found.models().stream()
                            .map(CatalogueEndpoint::model)
                            .toList())
                    .setMemory(question.memory())
                    .setSequenceLength(question.load().sequenceLength())
                    .setBatchSize(question.load().batchSize())
                    .setBf16(question.load().precision() == dev.tailor.training.job.Precision.BF16)
                    .setPrecision(precision(question.load().precision()))
                    .setFlops(found.speed().flops())
                    .setFlopsMeasured(found.speed().basis() == Basis.MEASURED)
                    .build();
        });
    }

    private Question question(ListCatalogueRequest request) {
        return new Question(
                request.hasMemory() ? request.getMemory() : memory.bytes(),
                method(request),
                request.hasTokens() ? (Long) request.getTokens() : null,
                request.hasSeconds() ? (Double) request.getSeconds() : null,
                new Load(
                        request.hasSequenceLength() ? request.getSequenceLength() : LENGTH,
                        request.hasBatchSize() ? request.getBatchSize() : 1,
                        precision(request)));
    }

    private dev.tailor.training.job.Precision precision(ListCatalogueRequest request) {
        return switch (request.getPrecision()) {
            case PRECISION_FP32 -> dev.tailor.training.job.Precision.FP32;
            case PRECISION_BF16 -> dev.tailor.training.job.Precision.BF16;
            case PRECISION_FP16 -> dev.tailor.training.job.Precision.FP16;
            case PRECISION_UNSPECIFIED, UNRECOGNIZED -> request.hasBf16() ? older(request) : device.precision();
        };
    }

    private static dev.tailor.training.job.Precision older(ListCatalogueRequest request) {
        return request.getBf16() ? dev.tailor.training.job.Precision.BF16 : dev.tailor.training.job.Precision.FP32;
    }

    private static Precision precision(dev.tailor.training.job.Precision precision) {
        return switch (precision) {
            case FP32 -> Precision.PRECISION_FP32;
            case BF16 -> Precision.PRECISION_BF16;
            case FP16 -> Precision.PRECISION_FP16;
        };
    }

    private static @Nullable CatalogueMethod method(ListCatalogueRequest request) {
        return switch (request.getMethod()) {
            case CATALOGUE_METHOD_FULL -> CatalogueMethod.FULL;
            case CATALOGUE_METHOD_LORA -> CatalogueMethod.LORA;
            case CATALOGUE_METHOD_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    private static CatalogueModel model(Assessment assessment) {
        var model = assessment.model();
        return CatalogueModel.newBuilder()
                .setId(model.id())
                .setSource(source(assessment))
                .setParameters(model.parameters())
                .setLayers(model.layers())
                .setHiddenSize(model.hiddenSize())
                .setHeads(model.heads())
                .setKeyValueHeads(model.keyValueHeads())
                .setVocabulary(model.vocabulary())
                .setContextLength(model.contextLength())
                .setLicence(model.licence())
                .setGated(model.gated())
                .setFits(assessment.fits())
                .addAllEstimates(assessment.estimates().stream()
                        .map(CatalogueEndpoint::estimate)
                        .toList())
                .build();
    }

    private static CatalogueSource source(Assessment assessment) {
        return switch (assessment.model().source()) {
            case LOCAL -> CatalogueSource.CATALOGUE_SOURCE_LOCAL;
            case CACHED -> CatalogueSource.CATALOGUE_SOURCE_CACHED;
            case HUB -> CatalogueSource.CATALOGUE_SOURCE_HUB;
        };
    }

    private static CatalogueEstimate estimate(Assessment.Estimate estimate) {
        var message = CatalogueEstimate.newBuilder()
                .setMethod(
                        switch (estimate.method()) {
                            case FULL -> dev.tailor.proto.training.v1.CatalogueMethod.CATALOGUE_METHOD_FULL;
                            case LORA -> dev.tailor.proto.training.v1.CatalogueMethod.CATALOGUE_METHOD_LORA;
                        })
                .setMemory(memory(estimate.memory()))
                .setSecondsPerThousandTokens(estimate.secondsPerThousandTokens())
                .setFits(estimate.fits());
        var seconds = estimate.seconds();
        return seconds == null ? message.build() : message.setSeconds(seconds).build();
    }

    private static CatalogueMemory memory(MemoryEstimate memory) {
        return CatalogueMemory.newBuilder()
                .setWeights(memory.weights())
                .setGradients(memory.gradients())
                .setOptimizer(memory.optimizer())
                .setActivations(memory.activations())
                .setOther(memory.other())
                .setTotal(memory.total())
                .build();
    }
}
