package dev.tailor.gateway.standin;

import com.google.rpc.Code;
import dev.tailor.proto.data.v1.Dataset;
import dev.tailor.proto.data.v1.DatasetReport;
import dev.tailor.proto.data.v1.DatasetsGrpc;
import dev.tailor.proto.data.v1.GetDatasetRequest;
import dev.tailor.proto.data.v1.GetReportRequest;
import dev.tailor.proto.data.v1.ListDatasetsRequest;
import dev.tailor.proto.data.v1.ListDatasetsResponse;
import dev.tailor.proto.data.v1.Row;
import dev.tailor.proto.data.v1.StreamRowsRequest;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;

/** One dataset with five rows in every split. */
@GrpcService
public class StandInDatasets extends DatasetsGrpc.DatasetsImplBase {
    private static final int ROWS = 5;
    private static final Dataset DATASET =
            Dataset.newBuilder().setId("ds-1").setTrainingFileId("file-1").build();

    @Override
    public void getDataset(GetDatasetRequest request, StreamObserver<Dataset> answers) {
        if (request.getId().equals("ds-1")) {
            answers.onNext(DATASET);
            answers.onCompleted();
        } else {
            answers.onError(Refusal.of(Code.NOT_FOUND, "DATASET_NOT_FOUND", "No such dataset: " + request.getId()));
        }
    }

    @Override
    public void listDatasets(ListDatasetsRequest request, StreamObserver<ListDatasetsResponse> answers) {
        var page = ListDatasetsResponse.newBuilder();
        if (request.getAfter().isEmpty()) page.addDatasets(DATASET);
        answers.onNext(page.build());
        answers.onCompleted();
    }

    @Override
    public void getReport(GetReportRequest request, StreamObserver<DatasetReport> answers) {
        answers.onNext(DatasetReport.newBuilder().setJson("{\"rows\":15}").build());
        answers.onCompleted();
    }

    @Override
    public void streamRows(StreamRowsRequest request, StreamObserver<Row> answers) {
        var last = request.getLimit() > 0 ? Math.min(ROWS, request.getLimit()) : ROWS;
        for (var line = 1; line <= last; line++) {
            answers.onNext(Row.newBuilder()
                    .setId("row-" + line)
                    .setLine(line)
                    .setJson("{\"messages\":[]}")
                    .build());
        }
        answers.onCompleted();
    }
}
