package dev.tailor.gateway.standin;

import com.google.rpc.Code;
import dev.tailor.proto.eval.v1.Comparison;
import dev.tailor.proto.eval.v1.ComparisonItem;
import dev.tailor.proto.eval.v1.ComparisonStatus;
import dev.tailor.proto.eval.v1.ComparisonsGrpc;
import dev.tailor.proto.eval.v1.CreateComparisonRequest;
import dev.tailor.proto.eval.v1.GetComparisonRequest;
import dev.tailor.proto.eval.v1.ListComparisonsRequest;
import dev.tailor.proto.eval.v1.ListComparisonsResponse;
import dev.tailor.proto.eval.v1.ListItemsRequest;
import dev.tailor.proto.eval.v1.ListItemsResponse;
import dev.tailor.proto.eval.v1.Verdict;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;

/** One finished comparison with one item. */
@GrpcService
public class StandInComparisons extends ComparisonsGrpc.ComparisonsImplBase {
    private static final Comparison FINISHED = finished();

    private static Comparison finished() {
        var comparison = Comparison.newBuilder()
                .setId("cmp-1")
                .setStatus(ComparisonStatus.COMPARISON_STATUS_COMPLETED)
                .setVerdict(Verdict.VERDICT_BETTER)
                .setInWords("The tuned model is better");
        comparison.addMetricsBuilder().setName("exact_match").setPValue(0.001);
        return comparison.build();
    }

    @Override
    public void createComparison(CreateComparisonRequest request, StreamObserver<Comparison> answers) {
        answers.onNext(FINISHED.toBuilder()
                .setBase(request.getBase())
                .setTuned(request.getTuned())
                .setDataset(request.getDataset())
                .build());
        answers.onCompleted();
    }

    @Override
    public void getComparison(GetComparisonRequest request, StreamObserver<Comparison> answers) {
        if (request.getId().equals("cmp-1")) {
            answers.onNext(FINISHED);
            answers.onCompleted();
        } else {
            answers.onError(Refusal.of(Code.NOT_FOUND, "COMPARISON_NOT_FOUND", "No such comparison"));
        }
    }

    @Override
    public void listComparisons(ListComparisonsRequest request, StreamObserver<ListComparisonsResponse> answers) {
        var page = ListComparisonsResponse.newBuilder();
        if (request.getAfter().isEmpty()) page.addComparisons(FINISHED);
        answers.onNext(page.build());
        answers.onCompleted();
    }

    @Override
    public void listItems(ListItemsRequest request, StreamObserver<ListItemsResponse> answers) {
        var item = ComparisonItem.newBuilder()
                .setId("item-1")
                .setPromptJson("[{\"role\":\"user\",\"content\":\"Hello\"}]")
                .setReference("Hi");
        var page = ListItemsResponse.newBuilder();
        if (request.getAfter().isEmpty()) page.addItems(item);
        answers.onNext(page.build());
        answers.onCompleted();
    }
}
