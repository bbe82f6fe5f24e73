package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.FilesGrpc;
import dev.tailor.proto.data.v1.UploadRequest;
import dev.tailor.training.job.grpc.DataServiceDatasets;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResultUploadTest {

    @Test
    void aResultFileIsStoredOnceDataServiceIsThere() throws Exception {
        // Given
        int port = freePort();
        var channel = channel(port);
        var upload = CompletableFuture.supplyAsync(() -> new DataServiceDatasets(channel).upload("a.csv", new byte[3]));
        TimeUnit.MILLISECONDS.sleep(500);
        // When
        var service = start(port, new Files(0, Status.OK));
        // Then
        assertThat(upload.get(30, TimeUnit.SECONDS)).contains("file-1");
        channel.shutdownNow();
        service.shutdownNow();
    }

    @Test
    void aResultFileIsSentAgainWhereDataServiceGoesAwayMeanwhile() throws IOException {
        // Given
        int port = freePort();
        var service = start(port, new Files(1, Status.UNAVAILABLE));
        var channel = channel(port);
        // Then
        assertThat(new DataServiceDatasets(channel).upload("a.csv", new byte[3]))
                .contains("file-2");
        channel.shutdownNow();
        service.shutdownNow();
    }

    @Test
    void aResultFileThatDataServiceRefusesIsSentOnce() throws IOException {
        // Given
        int port = freePort();
        var files = new Files(9, Status.INVALID_ARGUMENT);
        var service = start(port, files);
        var channel = channel(port);
        // Then
        assertThat(new DataServiceDatasets(channel).upload("a.csv", new byte[3]))
                .isEmpty();
        assertThat(files.calls).hasValue(1);
        channel.shutdownNow();
        service.shutdownNow();
    }

    private static Server start(int port, Files files) throws IOException {
        return ServerBuilder.forPort(port).addService(files).build().start();
    }

    private static ManagedChannel channel(int port) {
        return ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Fails the first calls. */
    private static final class Files extends FilesGrpc.FilesImplBase {

        private final AtomicInteger calls = new AtomicInteger();
        private final int failures;
        private final Status failure;

        Files(int failures, Status failure) {
            this.failures = failures;
            this.failure = failure;
        }

        @Override
        public StreamObserver<UploadRequest> upload(StreamObserver<File> answer) {
            int call = calls.incrementAndGet();
            return new StreamObserver<>() {
                @Override
                public void onNext(UploadRequest part) {}

                @Override
                public void onError(Throwable broken) {}

                @Override
                public void onCompleted() {
                    if (call <= failures) {
                        answer.onError(failure.asRuntimeException());
                    } else {
                        answer.onNext(File.newBuilder().setId("file-" + call).build());
                        answer.onCompleted();
                    }
                }
            };
        }
    }
}
