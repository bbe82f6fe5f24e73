package dev.tailor.gateway.standin;

import com.google.rpc.Code;
import dev.tailor.proto.training.v1.CatalogueEstimate;
import dev.tailor.proto.training.v1.CatalogueGrpc;
import dev.tailor.proto.training.v1.CatalogueMemory;
import dev.tailor.proto.training.v1.CatalogueMethod;
import dev.tailor.proto.training.v1.CatalogueModel;
import dev.tailor.proto.training.v1.CatalogueSource;
import dev.tailor.proto.training.v1.ListCatalogueRequest;
import dev.tailor.proto.training.v1.ListCatalogueResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;

/** One model, which fits above a gigabyte; the answer repeats what was asked. */
@GrpcService
public class StandInCatalogue extends CatalogueGrpc.CatalogueImplBase {
    private static final long GIGABYTE = 1_000_000_000;

    @Override
    public void listCatalogue(ListCatalogueRequest request, StreamObserver<ListCatalogueResponse> answers) {
        if (request.hasTokens() && request.getTokens() == 0) {
            answers.onError(Refusal.of(Code.INVALID_ARGUMENT, "INVALID_VALUE", "tokens must be at least 1"));
            return;
        }
        var method = request.getMethod() == CatalogueMethod.CATALOGUE_METHOD_UNSPECIFIED
                ? CatalogueMethod.CATALOGUE_METHOD_FULL
                : request.getMethod();
        var estimate = CatalogueEstimate.newBuilder()
                .setMethod(method)
                .setMemory(CatalogueMemory.newBuilder().setWeights(7).setTotal(9))
                .setSecondsPerThousandTokens(0.5)
                .setFits(true);
        if (request.hasTokens()) estimate.setSeconds(request.getTokens() / 2000.0);
        answers.onNext(ListCatalogueResponse.newBuilder()
                .setMemory(request.getMemory())
                .setSequenceLength(request.getSequenceLength())
                .setBatchSize(request.getBatchSize())
                .setPrecision(request.getPrecision())
                .addModels(CatalogueModel.newBuilder()
                        .setId("org/base")
                        .setSource(CatalogueSource.CATALOGUE_SOURCE_HUB)
                        .setParameters(124)
                        .setFits(request.getMemory() > GIGABYTE)
                        .addEstimates(estimate))
                .build());
        answers.onCompleted();
    }
}
