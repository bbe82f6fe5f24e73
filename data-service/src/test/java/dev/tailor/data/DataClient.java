package dev.tailor.data;

import com.google.protobuf.ByteString;
import dev.tailor.proto.data.v1.BadRows;
import dev.tailor.proto.data.v1.DatasetsGrpc;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.FilePurpose;
import dev.tailor.proto.data.v1.FilesGrpc;
import dev.tailor.proto.data.v1.UploadHeader;
import dev.tailor.proto.data.v1.UploadRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A caller of the service. */
public final class DataClient implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final ManagedChannel channel;

    public DataClient(int port) {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    public FilesGrpc.FilesBlockingStub files() {
        return FilesGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public DatasetsGrpc.DatasetsBlockingStub datasets() {
        return DatasetsGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public File upload(String content, BadRows badRows) throws Exception {
        return upload(
                UploadHeader.newBuilder()
                        .setFilename("rows.jsonl")
                        .setPurpose(FilePurpose.FILE_PURPOSE_FINE_TUNE)
                        .setBadRows(badRows)
                        .build(),
                content);
    }

    public File upload(UploadHeader header, String content) throws Exception {
        Answer answer = new Answer();
        var parts = begin(header, answer);
        parts.onNext(chunk(content));
        parts.onCompleted();
        return answer.result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public StreamObserver<UploadRequest> begin(UploadHeader header, Answer answer) {
        var parts = FilesGrpc.newStub(channel).upload(answer);
        parts.onNext(UploadRequest.newBuilder().setHeader(header).build());
        return parts;
    }

    public static UploadRequest chunk(String content) {
        return UploadRequest.newBuilder()
                .setChunk(ByteString.copyFromUtf8(content))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** The answer to an upload. */
    public static final class Answer implements StreamObserver<File> {

        private final CompletableFuture<File> result = new CompletableFuture<>();

        @Override
        public void onNext(File file) {
            result.complete(file);
        }

        @Override
        public void onError(Throwable failed) {
            result.completeExceptionally(failed);
        }

        @Override
        public void onCompleted() {
            // The file has come already.
        }

        public @Nullable Throwable failure() {
            return result.handle((file, failed) -> failed)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }
}
