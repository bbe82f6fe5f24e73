package dev.tailor.gateway.standin;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.tailor.proto.data.v1.DeleteFileRequest;
import dev.tailor.proto.data.v1.DeleteFileResponse;
import dev.tailor.proto.data.v1.DownloadRequest;
import dev.tailor.proto.data.v1.DownloadResponse;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.FileStatus;
import dev.tailor.proto.data.v1.FilesGrpc;
import dev.tailor.proto.data.v1.GetFileRequest;
import dev.tailor.proto.data.v1.ListFilesRequest;
import dev.tailor.proto.data.v1.ListFilesResponse;
import dev.tailor.proto.data.v1.UploadHeader;
import dev.tailor.proto.data.v1.UploadRequest;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Files in memory, newest first; each belongs to one dataset. */
@GrpcService
public class StandInFiles extends FilesGrpc.FilesImplBase {
    /** A file with its bytes and the header it came with. */
    public record Kept(File file, UploadHeader header, ByteString bytes) {}

    /** A file that is taken and never answered. */
    public static final String HUNG = "hung.jsonl";

    private final List<Kept> files = new CopyOnWriteArrayList<>();

    public void forget() {
        files.clear();
    }

    public List<Kept> kept() {
        return files;
    }

    @Override
    public StreamObserver<UploadRequest> upload(StreamObserver<File> answers) {
        return new StreamObserver<>() {
            private UploadHeader header = UploadHeader.getDefaultInstance();
            private ByteString bytes = ByteString.EMPTY;

            @Override
            public void onNext(UploadRequest request) {
                if (request.hasHeader()) header = request.getHeader();
                else bytes = bytes.concat(request.getChunk());
            }

            @Override
            public void onError(Throwable problem) {
                // An upload that breaks off leaves nothing.
            }

            @Override
            public void onCompleted() {
                if (!header.getFilename().equals(HUNG)) answer(answers, keep(header, bytes));
            }
        };
    }

    private File keep(UploadHeader header, ByteString bytes) {
        var file = File.newBuilder()
                .setId("file-" + (files.size() + 1))
                .setFilename(header.getFilename())
                .setPurpose(header.getPurpose())
                .setBytes(bytes.size())
                .setCreatedAt(1_700_000_000)
                .setStatus(FileStatus.FILE_STATUS_PROCESSED)
                .setDatasetId("ds-1")
                .build();
        files.addFirst(new Kept(file, header, bytes));
        return file;
    }

    @Override
    public void getFile(GetFileRequest request, StreamObserver<File> answers) {
        for (var kept : files) {
            if (kept.file().getId().equals(request.getId())) {
                answer(answers, kept.file());
                return;
            }
        }
        answers.onError(Refusal.of(Code.NOT_FOUND, "FILE_NOT_FOUND", "No such file: " + request.getId()));
    }

    @Override
    public void listFiles(ListFilesRequest request, StreamObserver<ListFilesResponse> answers) {
        var page = files.stream()
                .map(Kept::file)
                .dropWhile(
                        file -> !request.getAfter().isEmpty() && !file.getId().equals(request.getAfter()))
                .skip(request.getAfter().isEmpty() ? 0 : 1)
                .limit(request.getLimit())
                .toList();
        answer(answers, ListFilesResponse.newBuilder().addAllFiles(page).build());
    }

    @Override
    public void deleteFile(DeleteFileRequest request, StreamObserver<DeleteFileResponse> answers) {
        if (files.removeIf(kept -> kept.file().getId().equals(request.getId()))) {
            answer(answers, DeleteFileResponse.getDefaultInstance());
        } else {
            answers.onError(Refusal.of(Code.NOT_FOUND, "FILE_NOT_FOUND", "No such file: " + request.getId()));
        }
    }

    @Override
    public void download(DownloadRequest request, StreamObserver<DownloadResponse> answers) {
        for (var kept : files) {
            if (kept.file().getId().equals(request.getId())) {
                answer(
                        answers,
                        DownloadResponse.newBuilder().setChunk(kept.bytes()).build());
                return;
            }
        }
        answers.onError(Refusal.of(Code.NOT_FOUND, "FILE_NOT_FOUND", "No such file: " + request.getId()));
    }

    private static <T> void answer(StreamObserver<T> answers, T message) {
        answers.onNext(message);
        answers.onCompleted();
    }
}
