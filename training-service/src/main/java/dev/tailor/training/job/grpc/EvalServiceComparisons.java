package dev.tailor.training.job.grpc;

import dev.tailor.proto.eval.v1.ComparisonsGrpc;
import dev.tailor.proto.eval.v1.CreateComparisonRequest;
import dev.tailor.training.job.Comparisons;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Asks eval-service. */
@ApplicationScoped
public class EvalServiceComparisons implements Comparisons {

    private static final int PATIENCE_SECONDS = 10;

    private final Channel channel;

    public EvalServiceComparisons(@GrpcClient("eval") Channel channel) {
        this.channel = channel;
    }

    @Override
    public Answer compare(String base, String tuned, String datasetId) {
        var request = CreateComparisonRequest.newBuilder()
                .setBase(base)
                .setTuned(tuned)
                .setDataset(datasetId)
                .build();
        try {
            var comparison = ComparisonsGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .createComparison(request);
            return new Answer.Accepted(comparison.getId());
        } catch (StatusRuntimeException failed) {
            var reason = RemoteProblem.of(failed).message();
            return switch (failed.getStatus().getCode()) {
                case INVALID_ARGUMENT, FAILED_PRECONDITION -> new Answer.Refused(reason);
                default -> new Answer.TryLater(reason);
            };
        }
    }
}
