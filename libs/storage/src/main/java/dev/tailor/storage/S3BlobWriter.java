package dev.tailor.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Sends one part at a time, so that memory holds 8 MiB however long the blob; a short blob is one request. */
final class S3BlobWriter extends BlobWriter {

    private static final int PART = 8 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final byte[] part = new byte[PART];
    private final List<CompletedPart> parts = new ArrayList<>();
    private int filled;
    private @Nullable String upload;
    private boolean committed;

    S3BlobWriter(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (filled == PART) {
                call(this::sendPart);
            }
            int step = Math.min(PART - filled, end - from);
            System.arraycopy(bytes, from, part, filled, step);
            filled += step;
            from += step;
        }
    }

    @Override
    public void commit() throws IOException {
        call(upload == null ? this::sendWhole : this::complete);
        committed = true;
    }

    @Override
    public void close() throws IOException {
        String open = upload;
        if (open != null && !committed) {
            upload = null;
            call(() -> client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(open)));
        }
    }

    private void sendWhole() {
        client.putObject(request -> request.bucket(bucket).key(key), body());
    }

    private void sendPart() {
        if (upload == null) {
            upload = client.createMultipartUpload(
                            request -> request.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
                    .uploadId();
        }
        String open = upload;
        int number = parts.size() + 1;
        var answer = client.uploadPart(
                request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(open)
                        .partNumber(number)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                body());
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build());
        filled = 0;
    }

    private void complete() {
        sendPart();
        client.completeMultipartUpload(request ->
                request.bucket(bucket).key(key).uploadId(upload).multipartUpload(multipart -> multipart.parts(parts)));
    }

    private RequestBody body() {
        return RequestBody.fromRemainingByteBuffer(ByteBuffer.wrap(part, 0, filled));
    }

    private void call(Runnable request) throws IOException {
        try {
            request.run();
        } catch (SdkException failed) {
            throw new IOException(
                    "S3 did not store \"%s\" in bucket \"%s\": %s".formatted(key, bucket, failed.getMessage()), failed);
        }
    }
}
