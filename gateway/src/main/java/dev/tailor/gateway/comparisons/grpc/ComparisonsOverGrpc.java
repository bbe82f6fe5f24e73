package dev.tailor.gateway.comparisons.grpc;

import static dev.tailor.gateway.wire.grpc.StatusTranslator.calling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.comparisons.Comparisons;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Page;
import dev.tailor.gateway.wire.grpc.Reconnecting;
import dev.tailor.proto.eval.v1.ComparisonsGrpc;
import dev.tailor.proto.eval.v1.CreateComparisonRequest;
import dev.tailor.proto.eval.v1.GetComparisonRequest;
import dev.tailor.proto.eval.v1.ListComparisonsRequest;
import dev.tailor.proto.eval.v1.ListItemsRequest;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;

/** Comparisons in eval-service. */
@ApplicationScoped
class ComparisonsOverGrpc implements Comparisons {
    private final ComparisonsGrpc.ComparisonsBlockingStub comparisons;

    ComparisonsOverGrpc(@GrpcClient("eval") Channel channel) {
        comparisons = ComparisonsGrpc.newBlockingStub(Reconnecting.over(channel));
    }

    @Override
    public ObjectNode create(JsonFields body) {
        var request = CreateComparisonRequest.newBuilder()
                .setBase(body.requiredText("base"))
                .setTuned(body.requiredText("tuned"))
                .setDataset(body.requiredText("dataset"))
                .build();
        body.end();
        return ComparisonJson.comparison(calling(() -> comparisons.createComparison(request)));
    }

    @Override
    public ObjectNode get(String id) {
        var request = GetComparisonRequest.newBuilder().setId(id).build();
        return ComparisonJson.comparison(calling(() -> comparisons.getComparison(request)));
    }

    @Override
    public Page list(String after, int limit) {
        var request = ListComparisonsRequest.newBuilder()
                .setAfter(after)
                .setLimit(limit)
                .build();
        var page = calling(() -> comparisons.listComparisons(request));
        var data = page.getComparisonsList().stream()
                .map(ComparisonJson::comparison)
                .toList();
        return new Page(data, page.getHasMore());
    }

    @Override
    public Page items(String id, String after, int limit) {
        var request = ListItemsRequest.newBuilder()
                .setComparisonId(id)
                .setAfter(after)
                .setLimit(limit)
                .build();
        var page = calling(() -> comparisons.listItems(request));
        return new Page(page.getItemsList().stream().map(ComparisonJson::item).toList(), page.getHasMore());
    }
}
