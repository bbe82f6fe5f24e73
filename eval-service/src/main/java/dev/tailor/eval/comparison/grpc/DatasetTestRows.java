package dev.tailor.eval.comparison.grpc;

import dev.tailor.eval.DatasetNotFound;
import dev.tailor.eval.EvalException;
import dev.tailor.eval.comparison.TestRow;
import dev.tailor.eval.comparison.TestRows;
import dev.tailor.eval.grpc.Peers;
import dev.tailor.proto.data.v1.DatasetsGrpc;
import dev.tailor.proto.data.v1.GetDatasetRequest;
import dev.tailor.proto.data.v1.Row;
import dev.tailor.proto.data.v1.SplitName;
import dev.tailor.proto.data.v1.StreamRowsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The test rows of data-service, asked over gRPC. */
@ApplicationScoped
public class DatasetTestRows implements TestRows {
    private static final long LOOK_UP_SECONDS = 60;
    private static final long ROWS_SECONDS = 600;

    private final DatasetsGrpc.DatasetsBlockingStub data;

    public DatasetTestRows(@GrpcClient("data") DatasetsGrpc.DatasetsBlockingStub data) {
        this.data = data;
    }

    @Override
    public long count(String dataset) {
        try {
            return data.withDeadlineAfter(LOOK_UP_SECONDS, TimeUnit.SECONDS)
                    .getDataset(GetDatasetRequest.newBuilder().setId(dataset).build())
                    .getCounts()
                    .getTest();
        } catch (StatusRuntimeException failed) {
            throw problem(dataset, failed);
        }
    }

    @Override
    public List<TestRow> first(String dataset, int limit) {
        var request = StreamRowsRequest.newBuilder()
                .setDatasetId(dataset)
                .setSplit(SplitName.SPLIT_NAME_TEST)
                .setLimit(limit)
                .build();
        try {
            var rows = new ArrayList<TestRow>();
            data.withDeadlineAfter(ROWS_SECONDS, TimeUnit.SECONDS)
                    .streamRows(request)
                    .forEachRemaining(row -> rows.add(new TestRow(row.getId(), numbered(row))));
            return rows;
        } catch (StatusRuntimeException failed) {
            throw problem(dataset, failed);
        }
    }

    /** The worker takes the line off again, and names the row by it. */
    private static String numbered(Row row) {
        return "{\"line\":%d,%s".formatted(row.getLine(), row.getJson().substring(1));
    }

    private static EvalException problem(String dataset, StatusRuntimeException failed) {
        return failed.getStatus().getCode() == Status.Code.NOT_FOUND
                ? new DatasetNotFound(dataset)
                : Peers.problem("data-service", failed);
    }
}
