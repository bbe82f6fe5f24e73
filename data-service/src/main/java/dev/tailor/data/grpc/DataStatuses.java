package dev.tailor.data.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.tailor.data.DataException;
import dev.tailor.data.DatabaseUnavailable;
import dev.tailor.data.EmptySplit;
import dev.tailor.data.FileNotReady;
import dev.tailor.data.InvalidRequest;
import dev.tailor.data.StorageFailed;
import dev.tailor.data.StorageFull;
import dev.tailor.data.UnknownDataset;
import dev.tailor.data.UnknownFile;
import dev.tailor.data.UnusableFile;
import dev.tailor.text.ErrorText;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Every exception of this service as a status with google.rpc details. */
final class DataStatuses {

    private static final String DOMAIN = "tailor.dev";
    private static final Any RETRY = Any.pack(RetryInfo.newBuilder()
            .setRetryDelay(Duration.newBuilder().setSeconds(1))
            .build());

    private DataStatuses() {}

    static StatusRuntimeException of(DataException problem) {
        Status status = switch (problem) {
            case InvalidRequest invalid -> status(invalid, Code.INVALID_ARGUMENT, "INVALID_VALUE", invalid.field());
            case UnknownFile unknown -> status(unknown, Code.NOT_FOUND, "FILE_NOT_FOUND", unknown.field());
            case UnknownDataset unknown -> status(unknown, Code.NOT_FOUND, "DATASET_NOT_FOUND", "");
            case FileNotReady early ->
                status(early, Code.UNAVAILABLE, "FILE_NOT_READY", "").toBuilder()
                        .addDetails(RETRY)
                        .build();
            case UnusableFile unusable ->
                status(unusable, Code.FAILED_PRECONDITION, reason(unusable), unusable.field());
            case EmptySplit empty -> status(empty, Code.FAILED_PRECONDITION, "EMPTY_SPLIT", "x_tailor.split");
            case StorageFull full -> status(full, Code.RESOURCE_EXHAUSTED, "STORAGE_FULL", "");
            case StorageFailed failed -> status(failed, Code.UNAVAILABLE, "STORAGE_UNAVAILABLE", "");
            case DatabaseUnavailable away -> status(away, Code.UNAVAILABLE, "DATABASE_UNAVAILABLE", "");
        };
        return StatusProto.toStatusRuntimeException(status);
    }

    private static String reason(UnusableFile unusable) {
        return unusable.field().equals("validation_file") ? "INVALID_VALIDATION_FILE" : "INVALID_TRAINING_FILE";
    }

    private static Status status(DataException problem, Code code, String reason, String field) {
        String message = ErrorText.fitting(String.valueOf(problem.getMessage()));
        var info = ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN).build();
        var status = Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(info));
        if (!field.isEmpty()) {
            var violation = BadRequest.FieldViolation.newBuilder()
                    .setField(field)
                    .setDescription(message)
                    .setReason(reason);
            status.addDetails(Any.pack(
                    BadRequest.newBuilder().addFieldViolations(violation).build()));
        }
        return status.build();
    }
}
