package dev.tailor.eval.model.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tailor.eval.PeerUnavailable;
import dev.tailor.eval.model.DownloadLimits;
import dev.tailor.proto.training.v1.DownloadModelRequest;
import dev.tailor.proto.training.v1.DownloadModelResponse;
import dev.tailor.proto.training.v1.ModelFile;
import dev.tailor.proto.training.v1.ModelsGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingModelsTest {
    private static final String SILENT = "silent";

    @TempDir
    private Path folder;

    private final Server server = started();
    private final ManagedChannel channel = NettyChannelBuilder.forAddress(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
            .usePlaintext()
            .build();

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void theFilesOfAModelArrive() {
        // When
        models(Duration.ofMinutes(1)).download("whole", folder);
        // Then
        assertThat(folder.resolve("config.json")).hasContent("{}");
    }

    @Test
    void aServiceThatFallsSilentIsAway() {
        // Given
        var models = models(Duration.ofMillis(200));
        // Then
        assertThatThrownBy(() -> models.download(SILENT, folder))
                .isInstanceOf(PeerUnavailable.class)
                .hasMessageContaining("training-service does not answer");
    }

    private static Server started() {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(new Training())
                    .build()
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private TrainingModels models(Duration silence) {
        return new TrainingModels(channel, new DownloadLimits(silence));
    }

    private static final class Training extends ModelsGrpc.ModelsImplBase {
        @Override
        public void downloadModel(DownloadModelRequest request, StreamObserver<DownloadModelResponse> caller) {
            caller.onNext(DownloadModelResponse.newBuilder()
                    .setFile(ModelFile.newBuilder().setPath("config.json").setBytes(2))
                    .build());
            if (request.getId().equals(SILENT)) {
                return;
            }
            caller.onNext(DownloadModelResponse.newBuilder()
                    .setChunk(ByteString.copyFromUtf8("{}"))
                    .build());
            caller.onCompleted();
        }
    }
}
