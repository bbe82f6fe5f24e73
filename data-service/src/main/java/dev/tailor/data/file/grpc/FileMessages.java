package dev.tailor.data.file.grpc;

import dev.tailor.data.InvalidRequest;
import dev.tailor.data.file.FileDescription;
import dev.tailor.data.file.FilePurpose;
import dev.tailor.data.file.FileQuery;
import dev.tailor.data.file.FileState;
import dev.tailor.data.file.StoredFile;
import dev.tailor.data.preparation.BadRows;
import dev.tailor.proto.data.v1.File;
import dev.tailor.proto.data.v1.FileStatus;
import dev.tailor.proto.data.v1.ListFilesRequest;
import dev.tailor.proto.data.v1.Order;
import dev.tailor.proto.data.v1.UploadHeader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Between files and their messages. */
final class FileMessages {

    private FileMessages() {}

    static FileDescription description(UploadHeader header) {
        FilePurpose purpose = purpose(header.getPurpose());
        if (purpose == null) {
            throw new InvalidRequest(
                    "purpose", "purpose is missing; fine-tune is the one for training and validation files");
        }
        return new FileDescription(
                header.getFilename(),
                purpose,
                badRows(header.getBadRows()),
                header.hasExpiresAt() ? Instant.ofEpochSecond(header.getExpiresAt()) : null);
    }

    static FileQuery query(ListFilesRequest request) {
        return new FileQuery(
                purpose(request.getPurpose()),
                request.getAfter(),
                request.getLimit(),
                request.getOrder() == Order.ORDER_ASCENDING);
    }

    static File message(StoredFile file) {
        var description = file.description();
        var message = File.newBuilder()
                .setId(file.id())
                .setFilename(description.filename())
                .setPurpose(purpose(description.purpose()))
                .setBytes(file.bytes())
                .setCreatedAt(file.createdAt().getEpochSecond());
        description.expiry().ifPresent(end -> message.setExpiresAt(end.getEpochSecond()));
        switch (file.state()) {
            case FileState.Uploaded uploaded -> message.setStatus(FileStatus.FILE_STATUS_UPLOADED);
            case FileState.Stored stored -> message.setStatus(FileStatus.FILE_STATUS_PROCESSED);
            case FileState.Prepared(var rows, var dataset) ->
                message.setStatus(FileStatus.FILE_STATUS_PROCESSED).setDatasetId(dataset);
            case FileState.Unusable(var why) ->
                message.setStatus(FileStatus.FILE_STATUS_ERROR).setStatusDetails(why);
        }
        return message.build();
    }

    private static BadRows badRows(dev.tailor.proto.data.v1.BadRows wish) {
        return switch (wish) {
            case BAD_ROWS_UNSPECIFIED, BAD_ROWS_REJECT -> BadRows.REJECT;
            case BAD_ROWS_SKIP -> BadRows.SKIP;
            case UNRECOGNIZED ->
                throw new InvalidRequest("x_tailor.bad_rows", "x_tailor.bad_rows must be reject or skip");
        };
    }

    private static @Nullable FilePurpose purpose(dev.tailor.proto.data.v1.FilePurpose purpose) {
        return switch (purpose) {
            case FILE_PURPOSE_UNSPECIFIED -> null;
            case FILE_PURPOSE_FINE_TUNE -> FilePurpose.FINE_TUNE;
            case FILE_PURPOSE_FINE_TUNE_RESULTS -> FilePurpose.FINE_TUNE_RESULTS;
            case FILE_PURPOSE_EVALS -> FilePurpose.EVALS;
            case FILE_PURPOSE_BATCH -> FilePurpose.BATCH;
            case FILE_PURPOSE_USER_DATA -> FilePurpose.USER_DATA;
            case FILE_PURPOSE_ASSISTANTS -> FilePurpose.ASSISTANTS;
            case FILE_PURPOSE_VISION -> FilePurpose.VISION;
            case UNRECOGNIZED -> throw new InvalidRequest("purpose", "purpose is unknown to this version");
        };
    }

    private static dev.tailor.proto.data.v1.FilePurpose purpose(FilePurpose purpose) {
        return switch (purpose) {
            case FINE_TUNE -> dev.tailor.proto.data.v1.FilePurpose.FILE_PURPOSE_FINE_TUNE;
            case FINE_TUNE_RESULTS -> dev.tailor.proto.data.v1.FilePurpose.FILE_PURPOSE_FINE_TUNE_RESULTS;
            case EVALS -> dev.tailor.proto.data.v1.FilePurpose.FILE_PURPOSE_EVALS;
            case BATCH -> dev.tailor.proto.data.v1.FilePurpose.FILE_PURPOSE_BATCH;
            case USER_DATA -> dev.tailor.proto.data.v1.FilePurpose.FILE_PURPOSE_USER_DATA;
            case ASSISTANTS -> dev.tailor.proto.data.v1.FilePurpose.FILE_PURPOSE_ASSISTANTS;
            case VISION -> dev.tailor.proto.data.v1.FilePurpose.FILE_PURPOSE_VISION;
        };
    }
}
