package dev.tailor.training.model.grpc;

import com.google.protobuf.ByteString;
import dev.tailor.proto.training.v1.DownloadModelResponse;
import dev.tailor.training.model.ModelFile;
import dev.tailor.training.model.Models;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;

/** Sends files as fast as the receiver takes them. */
final class ModelStream implements Models.Receiver {

    private static final int CHUNK = 1 << 20;
    private static final long LOOK_MILLIS = 5;

    private final ServerCallStreamObserver<DownloadModelResponse> call;

    ModelStream(ServerCallStreamObserver<DownloadModelResponse> call) {
        this.call = call;
    }

    @Override
    public void receive(ModelFile file) throws IOException {
        var header = dev.tailor.proto.training.v1.ModelFile.newBuilder()
                .setPath(file.path())
                .setBytes(file.size().bytes());
        send(DownloadModelResponse.newBuilder().setFile(header).build());
        try (var content = file.content().open()) {
            for (var bytes = content.readNBytes(CHUNK); bytes.length > 0; bytes = content.readNBytes(CHUNK)) {
                send(DownloadModelResponse.newBuilder()
                        .setChunk(ByteString.copyFrom(bytes))
                        .build());
            }
        }
    }

    private void send(DownloadModelResponse part) {
        while (!call.isReady()) {
            if (call.isCancelled()) {
                throw Status.CANCELLED.asRuntimeException();
            }
            pause();
        }
        call.onNext(part);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED.asRuntimeException();
        }
    }
}
