package dev.tailor.data.dataset.grpc;

import dev.tailor.data.dataset.Datasets;
import dev.tailor.data.dataset.FileSources;
import dev.tailor.data.grpc.Calls;
import dev.tailor.data.grpc.Sending;
import dev.tailor.proto.data.v1.Dataset;
import dev.tailor.proto.data.v1.DatasetReport;
import dev.tailor.proto.data.v1.DatasetsGrpc;
import dev.tailor.proto.data.v1.GetDatasetRequest;
import dev.tailor.proto.data.v1.GetReportRequest;
import dev.tailor.proto.data.v1.ListDatasetsRequest;
import dev.tailor.proto.data.v1.ListDatasetsResponse;
import dev.tailor.proto.data.v1.ResolveDatasetRequest;
import dev.tailor.proto.data.v1.Row;
import dev.tailor.proto.data.v1.StreamRowsRequest;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;

/** Datasets over gRPC. */
@GrpcService
@Blocking
public class DatasetsEndpoint extends DatasetsGrpc.DatasetsImplBase {

    private final Datasets datasets;
    private final FileSources sources;

    public DatasetsEndpoint(Datasets datasets, FileSources sources) {
        this.datasets = datasets;
        this.sources = sources;
    }

    @Override
    public void resolveDataset(ResolveDatasetRequest request, StreamObserver<Dataset> caller) {
        Calls.answer(caller, () -> {
            var origin = sources.origin(
                    request.getTrainingFileId(), request.hasValidationFileId() ? request.getValidationFileId() : null);
            return DatasetMessages.message(datasets.resolve(origin, DatasetMessages.shares(request)));
        });
    }

    @Override
    public void getDataset(GetDatasetRequest request, StreamObserver<Dataset> caller) {
        Calls.answer(caller, () -> DatasetMessages.message(datasets.get(request.getId())));
    }

    @Override
    public void listDatasets(ListDatasetsRequest request, StreamObserver<ListDatasetsResponse> caller) {
        Calls.answer(caller, () -> {
            var page = datasets.list(request.getAfter(), request.getLimit());
            return ListDatasetsResponse.newBuilder()
                    .addAllDatasets(
                            page.items().stream().map(DatasetMessages::message).toList())
                    .setHasMore(page.more())
                    .build();
        });
    }

    @Override
    public void getReport(GetReportRequest request, StreamObserver<DatasetReport> caller) {
        Calls.answer(
                caller,
                () -> DatasetReport.newBuilder()
                        .setJson(datasets.report(request.getId()))
                        .build());
    }

    @Override
    public void streamRows(StreamRowsRequest request, StreamObserver<Row> caller) {
        Calls.stream(caller, () -> {
            Sending<Row> sending = new Sending<>(caller);
            datasets.rows(request.getDatasetId(), DatasetMessages.split(request.getSplit()))
                    .read(request.getOffset(), request.getLimit(), row -> sending.send(DatasetMessages.message(row)));
        });
    }
}
