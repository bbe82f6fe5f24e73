package dev.tailor.training.job.grpc;

import com.google.protobuf.ByteString;
import dev.tailor.proto.data.v1.DatasetsGrpc;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.FilePurpose;
import dev.tailor.proto.data.v1.FilesGrpc;
import dev.tailor.proto.data.v1.GetFileRequest;
import dev.tailor.proto.data.v1.ResolveDatasetRequest;
import dev.tailor.proto.data.v1.Row;
import dev.tailor.proto.data.v1.SplitName;
import dev.tailor.proto.data.v1.StreamRowsRequest;
import dev.tailor.proto.data.v1.UploadHeader;
import dev.tailor.proto.data.v1.UploadRequest;
import dev.tailor.training.job.Datasets;
import dev.tailor.training.job.JobFailure;
import dev.tailor.training.job.PreparedDataset;
import dev.tailor.training.job.SplitShares;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks data-service. */
@ApplicationScoped
public class DataServiceDatasets implements Datasets {

    private static final Logger LOG = Logger.getLogger(DataServiceDatasets.class);
    private static final int CHUNK = 1 << 20;
    private static final int PATIENCE_SECONDS = 60;
    private static final int LOOK_UP_SECONDS = 5;
    private static final int UPLOADS = 5;
    private static final int BETWEEN_SECONDS = 2;

    private final Channel channel;

    public DataServiceDatasets(@GrpcClient("data") Channel channel) {
        this.channel = channel;
    }

    @Override
    public boolean lacks(String fileId) {
        try {
            var unused = FilesGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(LOOK_UP_SECONDS, TimeUnit.SECONDS)
                    .getFile(GetFileRequest.newBuilder().setId(fileId).build());
            return false;
        } catch (StatusRuntimeException failed) {
            return failed.getStatus().getCode() == Status.Code.NOT_FOUND;
        }
    }

    @Override
    public Resolution resolve(String trainingFile, @Nullable String validationFile, @Nullable SplitShares split) {
        var request = ResolveDatasetRequest.newBuilder().setTrainingFileId(trainingFile);
        JobProto.given(validationFile, request::setValidationFileId);
        JobProto.given(split, shares -> request.setSplit(shares(shares)));
        try {
            var dataset = DatasetsGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .resolveDataset(request.build());
            var counts = dataset.getCounts();
            return new Resolution.Ready(
                    new PreparedDataset(dataset.getId(), counts.getTrain(), counts.getValidation(), counts.getTest()));
        } catch (StatusRuntimeException failed) {
            return refusal(failed);
        }
    }

    @Override
    public void write(String datasetId, Part part, Path target) throws IOException {
        var request = StreamRowsRequest.newBuilder().setDatasetId(datasetId).setSplit(split(part));
        try (var file = Files.newBufferedWriter(target)) {
            var rows = DatasetsGrpc.newBlockingStub(channel).streamRows(request.build());
            while (rows.hasNext()) {
                file.write(numbered(rows.next()));
                file.write('\n');
            }
        } catch (StatusRuntimeException failed) {
            throw new Unreachable(
                    "The rows of %s could not be read: %s".formatted(datasetId, failed.getStatus()), failed);
        }
    }

    /** Tries again while data-service is away: the job that made the file is over, and nobody would make it again. */
    @Override
    public Optional<String> upload(String filename, byte[] content) {
        for (int tries = 1; ; tries++) {
            try {
                return Optional.of(sent(filename, content).join().getId());
            } catch (CompletionException failed) {
                LOG.warnf("result file not stored filename=%s try=%d reason=%s", filename, tries, failed.getCause());
                if (tries == UPLOADS || !isAway(failed) || interrupted()) {
                    return Optional.empty();
                }
            }
        }
    }

    private CompletableFuture<File> sent(String filename, byte[] content) {
        var answer = new CompletableFuture<File>();
        var requests = FilesGrpc.newStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .upload(new FutureObserver(answer));
        requests.onNext(UploadRequest.newBuilder()
                .setHeader(UploadHeader.newBuilder()
                        .setFilename(filename)
                        .setPurpose(FilePurpose.FILE_PURPOSE_FINE_TUNE_RESULTS))
                .build());
        for (int start = 0; start < content.length; start += CHUNK) {
            var chunk = ByteString.copyFrom(content, start, Math.min(CHUNK, content.length - start));
            requests.onNext(UploadRequest.newBuilder().setChunk(chunk).build());
        }
        requests.onCompleted();
        return answer;
    }

    private static boolean isAway(Throwable failed) {
        return switch (Status.fromThrowable(failed).getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED -> true;
            default -> false;
        };
    }

    /** Waits before another try. */
    private static boolean interrupted() {
        try {
            TimeUnit.SECONDS.sleep(BETWEEN_SECONDS);
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static SplitName split(Part part) {
        return switch (part) {
            case TRAIN -> SplitName.SPLIT_NAME_TRAIN;
            case VALIDATION -> SplitName.SPLIT_NAME_VALIDATION;
            case TEST -> SplitName.SPLIT_NAME_TEST;
        };
    }

    /** The worker takes the line off again, and names the row by it. */
    private static String numbered(Row row) {
        return "{\"line\":%d,%s".formatted(row.getLine(), row.getJson().substring(1));
    }

    private static Resolution refusal(StatusRuntimeException failed) {
        var problem = RemoteProblem.of(failed);
        return switch (failed.getStatus().getCode()) {
            case FAILED_PRECONDITION, INVALID_ARGUMENT, NOT_FOUND, OUT_OF_RANGE -> {
                var code = problem.reason().toLowerCase(Locale.ROOT);
                yield new Resolution.Refused(new JobFailure(code, problem.message(), param(problem)));
            }
            case OK, UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, RESOURCE_EXHAUSTED ->
                new Resolution.NotYet(problem.message());
            case UNKNOWN, INTERNAL, UNIMPLEMENTED, DATA_LOSS, ALREADY_EXISTS, PERMISSION_DENIED, UNAUTHENTICATED ->
                new Resolution.Faulty(problem.message());
        };
    }

    private static String param(RemoteProblem problem) {
        return problem.field().orElse(problem.reason().contains("VALIDATION") ? "validation_file" : "training_file");
    }

    private static dev.tailor.proto.data.v1.SplitShares shares(SplitShares split) {
        return dev.tailor.proto.data.v1.SplitShares.newBuilder()
                .setTrain(split.train())
                .setValidation(split.validation())
                .setTest(split.test())
                .setSeed(split.seed())
                .build();
    }

    /** Completes a future with the one answer. */
    private record FutureObserver(CompletableFuture<File> answer) implements StreamObserver<File> {

        @Override
        public void onNext(File file) {
            answer.complete(file);
        }

        @Override
        public void onError(Throwable failed) {
            answer.completeExceptionally(failed);
        }

        @Override
        public void onCompleted() {
            answer.completeExceptionally(new IOException("data-service answered nothing"));
        }
    }
}
