package dev.tailor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import dev.tailor.proto.data.v1.BadRows;
import dev.tailor.proto.data.v1.DeleteFileRequest;
import dev.tailor.proto.data.v1.DownloadRequest;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.FilePurpose;
import dev.tailor.proto.data.v1.FileStatus;
import dev.tailor.proto.data.v1.GetDatasetRequest;
import dev.tailor.proto.data.v1.GetFileRequest;
import dev.tailor.proto.data.v1.GetReportRequest;
import dev.tailor.proto.data.v1.ListDatasetsRequest;
import dev.tailor.proto.data.v1.ListFilesRequest;
import dev.tailor.proto.data.v1.Order;
import dev.tailor.proto.data.v1.ResolveDatasetRequest;
import dev.tailor.proto.data.v1.Row;
import dev.tailor.proto.data.v1.SplitName;
import dev.tailor.proto.data.v1.SplitShares;
import dev.tailor.proto.data.v1.StreamRowsRequest;
import dev.tailor.proto.data.v1.UploadHeader;
import dev.tailor.storage.BlobStore;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DataServiceTest {

    private static final UploadHeader RESULTS = UploadHeader.newBuilder()
            .setFilename("results.csv")
            .setPurpose(FilePurpose.FILE_PURPOSE_FINE_TUNE_RESULTS)
            .build();

    @ConfigProperty(name = "quarkus.grpc.server.port")
    int port;

    @Inject
    BlobStore blobs;

    private DataClient client;

    @BeforeEach
    void connect() {
        client = new DataClient(port);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void anUploadedFileBecomesADatasetWhoseRowsStreamOut() throws Exception {
        // Given
        File file = client.upload(Rows.lines(0, 50), BadRows.BAD_ROWS_REJECT);
        assertThat(file.getStatus()).as(file.getStatusDetails()).isEqualTo(FileStatus.FILE_STATUS_PROCESSED);
        // When
        var dataset = client.datasets()
                .resolveDataset(ResolveDatasetRequest.newBuilder()
                        .setTrainingFileId(file.getId())
                        .build());
        // Then
        assertThat(dataset.getId()).isEqualTo(file.getDatasetId());
        assertThat(dataset.getCounts().getTrain()).isEqualTo(40);
        assertThat(rows(dataset.getId(), SplitName.SPLIT_NAME_TRAIN)).hasSize(40);
        assertThat(rows(dataset.getId(), SplitName.SPLIT_NAME_TEST)).hasSize(5).allSatisfy(row -> {
            assertThat(row.getId()).matches("row-[0-9a-f]{16}");
            assertThat(row.getJson()).isEqualTo(Rows.row((int) row.getLine() - 1));
        });
        assertThat(client.datasets()
                        .getDataset(GetDatasetRequest.newBuilder()
                                .setId(dataset.getId())
                                .build()))
                .isEqualTo(dataset);
        assertThat(client.datasets()
                        .listDatasets(ListDatasetsRequest.getDefaultInstance())
                        .getDatasetsList())
                .contains(dataset);
        assertThat(client.datasets()
                        .getReport(GetReportRequest.newBuilder()
                                .setId(dataset.getId())
                                .build())
                        .getJson())
                .contains("\"kept\":50");
    }

    @Test
    void aBrokenSeventhLineMakesTheFileAnErrorThatNamesIt() throws Exception {
        // Given
        String broken = Rows.row(6).replace("},{", "} {");
        // When
        File file = client.upload(Rows.lines(0, 6) + broken + "\n" + Rows.lines(7, 20), BadRows.BAD_ROWS_UNSPECIFIED);
        // Then
        assertThat(file.getStatus()).isEqualTo(FileStatus.FILE_STATUS_ERROR);
        assertThat(file.getStatusDetails()).contains("line 7, column ").contains("question 6");
        assertRefused(() -> resolve(file), Status.Code.FAILED_PRECONDITION, "INVALID_TRAINING_FILE", "line 7, column ");
    }

    @Test
    void brokenRowsAreSkippedWhereThatIsAskedFor() throws Exception {
        File file = client.upload("broken\n" + Rows.lines(100, 120), BadRows.BAD_ROWS_SKIP);
        assertThat(file.getStatus()).isEqualTo(FileStatus.FILE_STATUS_PROCESSED);
        var counts = client.datasets()
                .getDataset(GetDatasetRequest.newBuilder()
                        .setId(file.getDatasetId())
                        .build())
                .getCounts();
        assertThat(counts.getRejected()).isEqualTo(1);
        assertThat(counts.getRows()).isEqualTo(21);
    }

    @Test
    void aCancelledUploadLeavesNothing() throws Exception {
        // Given
        List<String> before = blobs.list("files/");
        var answer = new DataClient.Answer();
        var parts = client.begin(RESULTS, answer);
        // When
        parts.onNext(DataClient.chunk("half of"));
        parts.onError(new IllegalStateException("the sender gives up"));
        assertThat(answer.failure()).isInstanceOf(StatusRuntimeException.class);
        client.upload(RESULTS, "whole");
        // Then
        assertThat(blobs.list("files/")).hasSize(before.size() + 1);
    }

    @Test
    void anUploadWithoutAPurposeIsRefused() {
        var answer = new DataClient.Answer();
        client.begin(UploadHeader.newBuilder().setFilename("x").build(), answer).onCompleted();
        assertThat(answer.failure()).hasMessageContaining("purpose is missing");
    }

    @Test
    void unknownIdsAreNamed() {
        assertRefused(
                () -> client.files()
                        .getFile(GetFileRequest.newBuilder().setId("file-0").build()),
                Status.Code.NOT_FOUND,
                "FILE_NOT_FOUND",
                "file-0");
        assertRefused(
                () -> client.datasets()
                        .getDataset(GetDatasetRequest.newBuilder().setId("ds-0").build()),
                Status.Code.NOT_FOUND,
                "DATASET_NOT_FOUND",
                "ds-0");
        assertRefused(
                () -> client.files()
                        .listFiles(
                                ListFilesRequest.newBuilder().setAfter("file-0").build()),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_VALUE",
                "file-0");
    }

    @Test
    void filesAreListedPageByPage() throws Exception {
        // Given
        var header =
                RESULTS.toBuilder().setPurpose(FilePurpose.FILE_PURPOSE_EVALS).build();
        List<String> ids = new ArrayList<>();
        for (int file = 0; file < 3; file++) {
            ids.add(client.upload(header, "file " + file).getId());
        }
        var request = ListFilesRequest.newBuilder()
                .setPurpose(FilePurpose.FILE_PURPOSE_EVALS)
                .setLimit(2);
        // When
        var first = client.files().listFiles(request.build());
        var second = client.files()
                .listFiles(request.setAfter(first.getFiles(1).getId()).build());
        // Then
        assertThat(first.getFilesList()).extracting(File::getId).containsExactly(ids.get(2), ids.get(1));
        assertThat(first.getHasMore()).isTrue();
        assertThat(second.getFilesList()).extracting(File::getId).containsExactly(ids.get(0));
        assertThat(second.getHasMore()).isFalse();
        var ascending = client.files()
                .listFiles(request.setAfter("").setOrder(Order.ORDER_ASCENDING).build());
        assertThat(ascending.getFilesList()).extracting(File::getId).containsExactly(ids.get(0), ids.get(1));
    }

    @Test
    void aFileComesBackAsItWasUploadedUntilItIsDeleted() throws Exception {
        // Given
        String content = "0123456789".repeat(100_000);
        File file = client.upload(RESULTS, content);
        var download = DownloadRequest.newBuilder().setId(file.getId()).build();
        // When
        var received = new StringBuilder();
        client.files()
                .download(download)
                .forEachRemaining(part -> received.append(part.getChunk().toStringUtf8()));
        // Then
        assertThat(received.toString()).isEqualTo(content);
        assertThat(file.getBytes()).isEqualTo(content.length());
        client.files()
                .deleteFile(DeleteFileRequest.newBuilder().setId(file.getId()).build());
        assertThat(blobs.list("files/" + file.getId())).isEmpty();
        assertRefused(
                () -> client.files().download(download).next(), Status.Code.NOT_FOUND, "FILE_NOT_FOUND", file.getId());
    }

    @Test
    void aDatasetOutlivesItsFile() throws Exception {
        File file = client.upload(Rows.lines(200, 220), BadRows.BAD_ROWS_REJECT);
        client.files()
                .deleteFile(DeleteFileRequest.newBuilder().setId(file.getId()).build());
        assertThat(rows(file.getDatasetId(), SplitName.SPLIT_NAME_TRAIN)).hasSize(16);
    }

    @Test
    void aJobsFileThatIsGoneIsNamedWithItsField() throws Exception {
        // Given
        File file = client.upload(Rows.lines(400, 420), BadRows.BAD_ROWS_REJECT);
        var request = ResolveDatasetRequest.newBuilder()
                .setTrainingFileId(file.getId())
                .setValidationFileId("file-gone")
                .build();
        // When
        var refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> client.datasets().resolveDataset(request));
        // Then
        assertThat(refused).hasMessageContaining("NOT_FOUND: There is no file \"file-gone\"");
        assertThat(reason(refused)).isEqualTo("FILE_NOT_FOUND");
        var violations = Objects.requireNonNull(StatusProto.fromThrowable(refused))
                .getDetails(1)
                .unpack(BadRequest.class)
                .getFieldViolationsList();
        assertThat(violations).extracting(FieldViolation::getField).containsExactly("validation_file");
    }

    @Test
    void sharesThatMakeNoWholeNameTheField() throws Exception {
        File file = client.upload(Rows.lines(300, 320), BadRows.BAD_ROWS_REJECT);
        var request = ResolveDatasetRequest.newBuilder()
                .setTrainingFileId(file.getId())
                .setSplit(SplitShares.newBuilder().setTrain(0.5))
                .build();
        assertRefused(
                () -> client.datasets().resolveDataset(request),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_VALUE",
                "must add up to 1");
    }

    private void resolve(File file) {
        client.datasets()
                .resolveDataset(ResolveDatasetRequest.newBuilder()
                        .setTrainingFileId(file.getId())
                        .build());
    }

    private List<Row> rows(String dataset, SplitName split) {
        List<Row> rows = new ArrayList<>();
        client.datasets()
                .streamRows(StreamRowsRequest.newBuilder()
                        .setDatasetId(dataset)
                        .setSplit(split)
                        .build())
                .forEachRemaining(rows::add);
        return rows;
    }

    private static void assertRefused(Runnable call, Status.Code code, String reason, String words) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
            assertThat(refused.getStatus().getCode()).isEqualTo(code);
            assertThat(refused.getStatus().getDescription()).contains(words);
            assertThat(reason(refused)).isEqualTo(reason);
        });
    }

    private static String reason(StatusRuntimeException refused) {
        var status = StatusProto.fromThrowable(refused);
        try {
            return status == null
                    ? ""
                    : status.getDetails(0).unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
