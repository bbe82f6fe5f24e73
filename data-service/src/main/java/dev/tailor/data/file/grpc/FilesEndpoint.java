package dev.tailor.data.file.grpc;

import com.google.protobuf.ByteString;
import dev.tailor.data.Storage;
import dev.tailor.data.file.Files;
import dev.tailor.data.grpc.Calls;
import dev.tailor.data.grpc.Sending;
import dev.tailor.proto.data.v1.DeleteFileRequest;
import dev.tailor.proto.data.v1.DeleteFileResponse;
import dev.tailor.proto.data.v1.DownloadRequest;
import dev.tailor.proto.data.v1.DownloadResponse;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.FilesGrpc;
import dev.tailor.proto.data.v1.GetFileRequest;
import dev.tailor.proto.data.v1.ListFilesRequest;
import dev.tailor.proto.data.v1.ListFilesResponse;
import dev.tailor.proto.data.v1.UploadRequest;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import java.io.IOException;
import java.io.InputStream;

/** Files over gRPC. */
@GrpcService
@Blocking
public class FilesEndpoint extends FilesGrpc.FilesImplBase {

    private static final int CHUNK = 256 * 1024;

    private final Files files;

    public FilesEndpoint(Files files) {
        this.files = files;
    }

    @Override
    public StreamObserver<UploadRequest> upload(StreamObserver<File> caller) {
        return new UploadStream(files, caller);
    }

    @Override
    public void getFile(GetFileRequest request, StreamObserver<File> caller) {
        Calls.answer(caller, () -> FileMessages.message(files.get(request.getId())));
    }

    @Override
    public void listFiles(ListFilesRequest request, StreamObserver<ListFilesResponse> caller) {
        Calls.answer(caller, () -> {
            var page = files.list(FileMessages.query(request));
            return ListFilesResponse.newBuilder()
                    .addAllFiles(
                            page.items().stream().map(FileMessages::message).toList())
                    .setHasMore(page.more())
                    .build();
        });
    }

    @Override
    public void deleteFile(DeleteFileRequest request, StreamObserver<DeleteFileResponse> caller) {
        Calls.answer(caller, () -> {
            files.delete(request.getId());
            return DeleteFileResponse.getDefaultInstance();
        });
    }

    @Override
    public void download(DownloadRequest request, StreamObserver<DownloadResponse> caller) {
        Calls.stream(caller, () -> send(request.getId(), new Sending<>(caller)));
    }

    private void send(String id, Sending<DownloadResponse> sending) {
        try (InputStream content = files.open(id)) {
            for (byte[] bytes = content.readNBytes(CHUNK); bytes.length > 0; bytes = content.readNBytes(CHUNK)) {
                sending.send(DownloadResponse.newBuilder()
                        .setChunk(ByteString.copyFrom(bytes))
                        .build());
            }
        } catch (IOException failed) {
            throw Storage.failure("The content of \"%s\" could not be read".formatted(id), failed);
        }
    }
}
