package dev.tailor.gateway.files.grpc;

import com.google.protobuf.UnsafeByteOperations;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.UploadHeader;
import dev.tailor.proto.data.v1.UploadRequest;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one file as fast as data-service takes it.
 *
 * @param silence how long data-service may take no chunk, or give no answer; a slow caller does not count
 */
record Upload(BlockingClientCall<UploadRequest, File> call, Duration silence) {
    private static final int CHUNK = 1 << 18;

    File send(UploadHeader header, InputStream content)
            throws IOException, InterruptedException, StatusException, TimeoutException {
        var open = write(UploadRequest.newBuilder().setHeader(header).build());
        var buffer = content.readNBytes(CHUNK);
        while (open && buffer.length > 0) {
            var chunk = UnsafeByteOperations.unsafeWrap(buffer);
            open = write(UploadRequest.newBuilder().setChunk(chunk).build());
            buffer = content.readNBytes(CHUNK);
        }
        call.halfClose();
        var file = call.read(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (file == null) throw new IOException("data-service answered nothing");
        return file;
    }

    private boolean write(UploadRequest request) throws InterruptedException, StatusException, TimeoutException {
        return call.write(request, silence.toMillis(), TimeUnit.MILLISECONDS);
    }
}
