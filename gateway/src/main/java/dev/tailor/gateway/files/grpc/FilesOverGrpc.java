package dev.tailor.gateway.files.grpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.files.FileQuery;
import dev.tailor.gateway.files.UploadForm;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.Page;
import dev.tailor.gateway.wire.Pieces;
import dev.tailor.gateway.wire.Settings;
import dev.tailor.gateway.wire.grpc.GrpcPieces;
import dev.tailor.gateway.wire.grpc.Reconnecting;
import dev.tailor.gateway.wire.grpc.StatusTranslator;
import dev.tailor.proto.data.v1.BadRows;
import dev.tailor.proto.data.v1.DeleteFileRequest;
import dev.tailor.proto.data.v1.DownloadRequest;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.FilePurpose;
import dev.tailor.proto.data.v1.FilesGrpc;
import dev.tailor.proto.data.v1.GetFileRequest;
import dev.tailor.proto.data.v1.ListFilesRequest;
import dev.tailor.proto.data.v1.Order;
import dev.tailor.proto.data.v1.UploadHeader;
import dev.tailor.proto.training.v1.CheckFileUnusedRequest;
import dev.tailor.proto.training.v1.TrainingJobsGrpc;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** Files in data-service. */
@ApplicationScoped
class FilesOverGrpc implements dev.tailor.gateway.files.Files {
    private final FilesGrpc.FilesBlockingStub files;
    private final FilesGrpc.FilesBlockingV2Stub streams;
    private final TrainingJobsGrpc.TrainingJobsBlockingStub jobs;
    private final Duration silence;

    FilesOverGrpc(@GrpcClient("data") Channel channel, @GrpcClient("training") Channel training, Settings settings) {
        silence = settings.calls().silence();
        jobs = TrainingJobsGrpc.newBlockingStub(Reconnecting.over(training));
        files = FilesGrpc.newBlockingStub(Reconnecting.over(channel));
        streams = FilesGrpc.newBlockingV2Stub(Reconnecting.over(channel));
    }

    @Override
    public ObjectNode upload(UploadForm form, InputStream content) throws IOException {
        var call = streams.upload();
        var whole = false;
        try {
            var file = new Upload(call, silence).send(header(form), content);
            whole = true;
            return toJson(file);
        } catch (StatusException e) {
            throw StatusTranslator.translate(e);
        } catch (TimeoutException e) {
            throw StatusTranslator.late(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted during an upload", e);
        } finally {
            if (!whole) call.cancel("The upload ended early", null);
        }
    }

    private static UploadHeader header(UploadForm form) {
        var header = UploadHeader.newBuilder()
                .setFilename(form.filename())
                .setPurpose(purpose(form.purpose()))
                .setBadRows(badRows(form.badRows()));
        form.expiresAt().ifPresent(header::setExpiresAt);
        return header.build();
    }

    private static BadRows badRows(String word) {
        return switch (word) {
            case "", "reject" -> BadRows.BAD_ROWS_REJECT;
            case "skip" -> BadRows.BAD_ROWS_SKIP;
            default -> throw ApiException.invalid("x_tailor[bad_rows]", "bad_rows must be reject or skip, was " + word);
        };
    }

    private static FilePurpose purpose(String word) {
        return switch (word) {
            case "fine-tune" -> FilePurpose.FILE_PURPOSE_FINE_TUNE;
            case "fine-tune-results" -> FilePurpose.FILE_PURPOSE_FINE_TUNE_RESULTS;
            case "evals" -> FilePurpose.FILE_PURPOSE_EVALS;
            case "batch" -> FilePurpose.FILE_PURPOSE_BATCH;
            case "user_data" -> FilePurpose.FILE_PURPOSE_USER_DATA;
            case "assistants" -> FilePurpose.FILE_PURPOSE_ASSISTANTS;
            case "vision" -> FilePurpose.FILE_PURPOSE_VISION;
            default ->
                throw ApiException.invalid(
                        "purpose",
                        "'%s' is not one of fine-tune, evals, batch, user_data, assistants, vision".formatted(word));
        };
    }

    @Override
    public ObjectNode get(String id) {
        return toJson(StatusTranslator.calling(
                () -> files.getFile(GetFileRequest.newBuilder().setId(id).build())));
    }

    @Override
    public Page list(FileQuery query) {
        var request = ListFilesRequest.newBuilder()
                .setAfter(query.after())
                .setLimit(query.limit())
                .setOrder(query.ascending() ? Order.ORDER_ASCENDING : Order.ORDER_DESCENDING);
        if (!query.purpose().isEmpty()) request.setPurpose(purpose(query.purpose()));
        var page = StatusTranslator.calling(() -> files.listFiles(request.build()));
        return new Page(page.getFilesList().stream().map(FilesOverGrpc::toJson).toList(), page.getHasMore());
    }

    @Override
    public void delete(String id) {
        var question = CheckFileUnusedRequest.newBuilder().setFileId(id).build();
        StatusTranslator.calling(() -> jobs.checkFileUnused(question));
        StatusTranslator.calling(
                () -> files.deleteFile(DeleteFileRequest.newBuilder().setId(id).build()));
    }

    @Override
    public Pieces<byte[]> content(String id) {
        var call = streams.download(DownloadRequest.newBuilder().setId(id).build());
        return new GrpcPieces<>(call, piece -> piece.getChunk().toByteArray(), silence);
    }

    private static ObjectNode toJson(File file) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", file.getId())
                .put("object", "file")
                .put("bytes", file.getBytes())
                .put("created_at", file.getCreatedAt())
                .put("filename", file.getFilename())
                .put("purpose", word(file.getPurpose()))
                .put("status", word(file.getStatus().name(), "FILE_STATUS_"));
        if (file.hasExpiresAt()) json.put("expires_at", file.getExpiresAt());
        if (file.hasStatusDetails()) json.put("status_details", file.getStatusDetails());
        if (file.hasDatasetId()) json.putObject("x_tailor").put("dataset", file.getDatasetId());
        return json;
    }

    private static String word(FilePurpose purpose) {
        var word = word(purpose.name(), "FILE_PURPOSE_");
        return word.startsWith("fine_tune") ? word.replace('_', '-') : word;
    }

    private static String word(String name, String prefix) {
        return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }
}
