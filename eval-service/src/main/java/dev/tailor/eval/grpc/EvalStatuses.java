package dev.tailor.eval.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.tailor.eval.ChatQueueFull;
import dev.tailor.eval.ComparisonNotFound;
import dev.tailor.eval.ContextLengthExceeded;
import dev.tailor.eval.DatabaseUnavailable;
import dev.tailor.eval.DatasetNotFound;
import dev.tailor.eval.EmptyTestSplit;
import dev.tailor.eval.EvalException;
import dev.tailor.eval.InvalidRequest;
import dev.tailor.eval.ModelNotFound;
import dev.tailor.eval.ModelRefused;
import dev.tailor.eval.PeerFailed;
import dev.tailor.eval.PeerUnavailable;
import dev.tailor.eval.UnknownField;
import dev.tailor.eval.WorkerExhausted;
import dev.tailor.eval.WorkerFailed;
import dev.tailor.eval.WorkerLost;
import dev.tailor.text.ErrorText;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Every exception of this service as a status with google.rpc details. */
public final class EvalStatuses {
    private static final String DOMAIN = "tailor.dev";

    private EvalStatuses() {}

    public static StatusRuntimeException of(EvalException problem) {
        return StatusProto.toStatusRuntimeException(
                switch (problem) {
                    case InvalidRequest invalid ->
                        status(invalid, Code.INVALID_ARGUMENT, "INVALID_VALUE", invalid.field());
                    case UnknownField unknown ->
                        status(unknown, Code.INVALID_ARGUMENT, "UNKNOWN_PARAMETER", unknown.field());
                    case ComparisonNotFound missing -> status(missing, Code.NOT_FOUND, "COMPARISON_NOT_FOUND", "");
                    case DatasetNotFound missing -> status(missing, Code.NOT_FOUND, "DATASET_NOT_FOUND", "dataset");
                    case ModelNotFound missing -> status(missing, Code.NOT_FOUND, "MODEL_NOT_FOUND", missing.field());
                    case EmptyTestSplit empty -> status(empty, Code.FAILED_PRECONDITION, "EMPTY_TEST_SPLIT", "dataset");
                    case ContextLengthExceeded tooLong ->
                        status(tooLong, Code.INVALID_ARGUMENT, "CONTEXT_LENGTH_EXCEEDED", tooLong.field());
                    case ModelRefused refused ->
                        status(refused, Code.INVALID_ARGUMENT, refused.reason(), refused.field());
                    case ChatQueueFull full -> status(full, Code.RESOURCE_EXHAUSTED, "QUEUE_FULL", "");
                    case WorkerLost lost -> status(lost, Code.UNAVAILABLE, "WORKER_LOST", "");
                    case WorkerFailed failed -> status(failed, Code.INTERNAL, "WORKER_FAILED", "");
                    case WorkerExhausted exhausted -> status(exhausted, Code.UNAVAILABLE, exhausted.reason(), "");
                    case DatabaseUnavailable away -> status(away, Code.UNAVAILABLE, "DATABASE_UNAVAILABLE", "");
                    case PeerFailed failed -> status(failed, Code.UNAVAILABLE, "PEER_FAILED", "");
                    case PeerUnavailable absent -> status(absent, Code.UNAVAILABLE, "PEER_UNAVAILABLE", "");
                });
    }

    private static Status status(EvalException problem, Code code, String reason, String field) {
        var message = ErrorText.fitting(String.valueOf(problem.getMessage()));
        var status = Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(reason)
                        .setDomain(DOMAIN)
                        .build()));
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
