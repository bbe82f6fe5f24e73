package dev.tailor.data.file.grpc;

import dev.tailor.data.InvalidRequest;
import dev.tailor.data.file.Files;
import dev.tailor.data.file.Upload;
import dev.tailor.data.grpc.Calls;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.UploadRequest;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** One upload. The next part is asked for only when this one is written, so that a slow disk slows the sender. */
final class UploadStream implements StreamObserver<UploadRequest> {

    private final Files files;
    private final StreamObserver<File> caller;
    private @Nullable Upload upload;
    private boolean ended;

    UploadStream(Files files, StreamObserver<File> caller) {
        this.files = files;
        this.caller = caller;
    }

    @Override
    public void onNext(UploadRequest request) {
        guarded(() -> {
            switch (request.getPartCase()) {
                case HEADER -> begin(request);
                case CHUNK -> begun().write(request.getChunk().toByteArray());
                case PART_NOT_SET -> throw new InvalidRequest("file", "A part of the upload is empty");
            }
        });
    }

    @Override
    public void onError(Throwable cancelled) {
        abandon();
    }

    @Override
    public void onCompleted() {
        guarded(() -> {
            File stored = FileMessages.message(begun().finish());
            abandon();
            caller.onNext(stored);
            caller.onCompleted();
        });
    }

    private void begin(UploadRequest request) {
        if (upload != null) {
            throw new InvalidRequest("file", "An upload has one header only");
        }
        upload = files.begin(FileMessages.description(request.getHeader()));
    }

    private Upload begun() {
        if (upload == null) {
            throw new InvalidRequest("file", "An upload begins with its header");
        }
        return upload;
    }

    private void guarded(Runnable step) {
        if (ended) {
            return;
        }
        Calls.attempt(step).ifPresent(refusal -> {
            abandon();
            caller.onError(refusal);
        });
    }

    private void abandon() {
        ended = true;
        if (upload != null) {
            upload.close();
        }
    }
}
