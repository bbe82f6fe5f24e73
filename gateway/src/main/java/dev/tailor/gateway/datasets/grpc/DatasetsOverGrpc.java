package dev.tailor.gateway.datasets.grpc;

import static dev.tailor.gateway.wire.grpc.StatusTranslator.calling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.datasets.RowQuery;
import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.Page;
import dev.tailor.gateway.wire.Pieces;
import dev.tailor.gateway.wire.Settings;
import dev.tailor.gateway.wire.grpc.CarriedJson;
import dev.tailor.gateway.wire.grpc.GrpcPieces;
import dev.tailor.gateway.wire.grpc.Reconnecting;
import dev.tailor.proto.data.v1.Dataset;
import dev.tailor.proto.data.v1.DatasetsGrpc;
import dev.tailor.proto.data.v1.GetDatasetRequest;
import dev.tailor.proto.data.v1.GetReportRequest;
import dev.tailor.proto.data.v1.ListDatasetsRequest;
import dev.tailor.proto.data.v1.Row;
import dev.tailor.proto.data.v1.SplitName;
import dev.tailor.proto.data.v1.StreamRowsRequest;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;

/** Datasets in data-service. */
@ApplicationScoped
class DatasetsOverGrpc implements dev.tailor.gateway.datasets.Datasets {
    private final DatasetsGrpc.DatasetsBlockingStub datasets;
    private final DatasetsGrpc.DatasetsBlockingV2Stub streams;
    private final Duration silence;

    DatasetsOverGrpc(@GrpcClient("data") Channel channel, Settings settings) {
        silence = settings.calls().silence();
        datasets = DatasetsGrpc.newBlockingStub(Reconnecting.over(channel));
        streams = DatasetsGrpc.newBlockingV2Stub(Reconnecting.over(channel));
    }

    @Override
    public ObjectNode get(String id) {
        var request = GetDatasetRequest.newBuilder().setId(id).build();
        return toJson(calling(() -> datasets.getDataset(request)));
    }

    @Override
    public Page list(String after, int limit) {
        var request =
                ListDatasetsRequest.newBuilder().setAfter(after).setLimit(limit).build();
        var page = calling(() -> datasets.listDatasets(request));
        return new Page(
                page.getDatasetsList().stream().map(DatasetsOverGrpc::toJson).toList(), page.getHasMore());
    }

    @Override
    public ObjectNode report(String id) {
        var request = GetReportRequest.newBuilder().setId(id).build();
        return CarriedJson.object(calling(() -> datasets.getReport(request)).getJson());
    }

    @Override
    public Page rows(String id, RowQuery query) {
        var request = StreamRowsRequest.newBuilder().setDatasetId(id).setSplit(split(query.split()));
        if (query.after().isEmpty()) request.setLimit(query.limit() + 1L);
        try (var rows = new GrpcPieces<>(streams.streamRows(request.build()), (Row row) -> row, silence)) {
            return page(rows, query);
        }
    }

    /** Rows have no number of their own to a caller, so a cursor is searched for from the start of the split. */
    static Page page(Pieces<Row> rows, RowQuery query) {
        var row = rows.next();
        if (!query.after().isEmpty()) {
            while (row.isPresent() && !row.get().getId().equals(query.after())) row = rows.next();
            if (row.isEmpty()) throw unknownRow(query);
            row = rows.next();
        }
        var shown = new ArrayList<ObjectNode>();
        while (row.isPresent() && shown.size() < query.limit()) {
            shown.add(toJson(row.get()));
            row = rows.next();
        }
        return new Page(shown, row.isPresent());
    }

    private static ApiException unknownRow(RowQuery query) {
        var message = "The %s split has no row '%s'".formatted(query.split(), query.after());
        return new ApiException(new ApiError(404, message, "after", "row_not_found"));
    }

    private static SplitName split(String word) {
        return switch (word) {
            case "train" -> SplitName.SPLIT_NAME_TRAIN;
            case "validation" -> SplitName.SPLIT_NAME_VALIDATION;
            case "test" -> SplitName.SPLIT_NAME_TEST;
            default ->
                throw ApiException.invalid(
                        "split", "split must be train, validation or test, was '%s'".formatted(word));
        };
    }

    private static ObjectNode toJson(Row row) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", row.getId())
                .put("object", "dataset.row")
                .put("line", row.getLine())
                .setAll(CarriedJson.object(row.getJson()));
    }

    private static ObjectNode toJson(Dataset dataset) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", dataset.getId())
                .put("object", "dataset")
                .put("created_at", dataset.getCreatedAt())
                .put("training_file", dataset.getTrainingFileId())
                .put("validation_file", dataset.hasValidationFileId() ? dataset.getValidationFileId() : null);
        var split = dataset.getSplit();
        json.putObject("split")
                .put("train", split.getTrain())
                .put("validation", split.getValidation())
                .put("test", split.getTest())
                .put("seed", split.getSeed());
        var counts = dataset.getCounts();
        json.putObject("counts")
                .put("rows", counts.getRows())
                .put("train", counts.getTrain())
                .put("validation", counts.getValidation())
                .put("test", counts.getTest())
                .put("duplicates", counts.getDuplicates())
                .put("rejected", counts.getRejected());
        return json;
    }
}
