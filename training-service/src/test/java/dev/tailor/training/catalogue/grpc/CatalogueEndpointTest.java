package dev.tailor.training.catalogue.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tailor.proto.training.v1.CatalogueMethod;
import dev.tailor.proto.training.v1.ListCatalogueRequest;
import dev.tailor.proto.training.v1.ListCatalogueResponse;
import dev.tailor.proto.training.v1.Precision;
import dev.tailor.training.catalogue.ModelCatalogue;
import dev.tailor.training.catalogue.Speed;
import dev.tailor.training.catalogue.WellKnownModels;
import dev.tailor.training.job.WorkerDevice;
import dev.tailor.training.model.BaseModels;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueEndpointTest {

    private static final long MACHINE = 16_000_000_000L;

    private final CatalogueEndpoint endpoint = new CatalogueEndpoint(
            new ModelCatalogue(
                    new BaseModels(List.of()), WellKnownModels.list(), () -> new Speed(1e12, Speed.Basis.MEASURED)),
            () -> MACHINE,
            () -> Optional.of(new WorkerDevice.Gpu(MACHINE, 7)));

    @Test
    void memoryAndPrecisionAreTheMachinesWhereNoneIsNamed() throws Exception {
        // When
        var answer = ask(ListCatalogueRequest.getDefaultInstance());
        // Then
        assertThat(answer.getMemory()).isEqualTo(MACHINE);
        assertThat(answer.getFlops()).isEqualTo(1e12);
        assertThat(answer.getFlopsMeasured()).isTrue();
        assertThat(answer.getSequenceLength()).isEqualTo(1024);
        assertThat(answer.getBatchSize()).isEqualTo(1);
        assertThat(answer.getPrecision()).isEqualTo(Precision.PRECISION_FP16);
        assertThat(answer.getModelsList()).allMatch(model -> model.getEstimatesCount() == 2);
    }

    @Test
    void oneMethodIsAnsweredAlone() throws Exception {
        // When
        var answer = ask(ListCatalogueRequest.newBuilder()
                .setMethod(CatalogueMethod.CATALOGUE_METHOD_LORA)
                .setTokens(1000)
                .setPrecision(Precision.PRECISION_BF16)
                .build());
        // Then
        assertThat(answer.getPrecision()).isEqualTo(Precision.PRECISION_BF16);
        assertThat(answer.getModelsList()).allSatisfy(model -> {
            assertThat(model.getEstimatesList()).hasSize(1);
            var estimate = model.getEstimates(0);
            assertThat(estimate.getMethod()).isEqualTo(CatalogueMethod.CATALOGUE_METHOD_LORA);
            assertThat(estimate.getSeconds()).isCloseTo(estimate.getSecondsPerThousandTokens(), within(1e-9));
            var memory = estimate.getMemory();
            assertThat(memory.getTotal())
                    .isEqualTo(memory.getWeights()
                            + memory.getGradients()
                            + memory.getOptimizer()
                            + memory.getActivations()
                            + memory.getOther());
        });
    }

    @ParameterizedTest
    @CsvSource({"true, PRECISION_BF16", "false, PRECISION_FP32"})
    void callersThatKnowNoPrecisionAreUnderstoodAndAnswered(boolean half, Precision precision) throws Exception {
        // When
        var answer = ask(ListCatalogueRequest.newBuilder().setBf16(half).build());
        // Then
        assertThat(answer.getPrecision()).isEqualTo(precision);
        assertThat(answer.getBf16()).isEqualTo(half);
    }

    @Test
    void aQuestionWithoutSenseIsAnInvalidArgument() {
        Assertions.assertThatThrownBy(() ->
                        ask(ListCatalogueRequest.newBuilder().setMemory(-1).build()))
                .isInstanceOf(ExecutionException.class)
                .satisfies(failed ->
                        assertThat(Status.fromThrowable(failed).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }

    private ListCatalogueResponse ask(ListCatalogueRequest request) throws ExecutionException, InterruptedException {
        var answer = new CompletableFuture<ListCatalogueResponse>();
        endpoint.listCatalogue(request, new StreamObserver<>() {
            @Override
            public void onNext(ListCatalogueResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable problem) {
                answer.completeExceptionally(problem);
            }

            @Override
            public void onCompleted() {}
        });
        return answer.get();
    }
}
