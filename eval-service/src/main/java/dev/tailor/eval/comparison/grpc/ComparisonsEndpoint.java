package dev.tailor.eval.comparison.grpc;

import dev.tailor.eval.comparison.Comparisons;
import dev.tailor.eval.comparison.Subject;
import dev.tailor.eval.grpc.Calls;
import dev.tailor.proto.eval.v1.Comparison;
import dev.tailor.proto.eval.v1.ComparisonsGrpc;
import dev.tailor.proto.eval.v1.CreateComparisonRequest;
import dev.tailor.proto.eval.v1.GetComparisonRequest;
import dev.tailor.proto.eval.v1.ListComparisonsRequest;
import dev.tailor.proto.eval.v1.ListComparisonsResponse;
import dev.tailor.proto.eval.v1.ListItemsRequest;
import dev.tailor.proto.eval.v1.ListItemsResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;

/** Comparisons over gRPC. */
@GrpcService
public class ComparisonsEndpoint extends ComparisonsGrpc.ComparisonsImplBase {
    private final Comparisons comparisons;

    public ComparisonsEndpoint(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    @Blocking
    public void createComparison(CreateComparisonRequest request, StreamObserver<Comparison> caller) {
        Calls.answer(
                caller,
                () -> ComparisonMapper.toProto(
                        comparisons.create(new Subject(request.getBase(), request.getTuned(), request.getDataset()))));
    }

    @Override
    @Blocking
    public void getComparison(GetComparisonRequest request, StreamObserver<Comparison> caller) {
        Calls.answer(caller, () -> ComparisonMapper.toProto(comparisons.get(request.getId())));
    }

    @Override
    @Blocking
    public void listComparisons(ListComparisonsRequest request, StreamObserver<ListComparisonsResponse> caller) {
        Calls.answer(caller, () -> {
            var page = comparisons.list(request.getAfter(), request.getLimit());
            var response = ListComparisonsResponse.newBuilder().setHasMore(page.more());
            page.entries().forEach(comparison -> response.addComparisons(ComparisonMapper.toProto(comparison)));
            return response.build();
        });
    }

    @Override
    @Blocking
    public void listItems(ListItemsRequest request, StreamObserver<ListItemsResponse> caller) {
        Calls.answer(caller, () -> {
            var page = comparisons.items(request.getComparisonId(), request.getAfter(), request.getLimit());
            var response = ListItemsResponse.newBuilder().setHasMore(page.more());
            page.entries().forEach(item -> response.addItems(ComparisonMapper.toProto(item)));
            return response.build();
        });
    }
}
