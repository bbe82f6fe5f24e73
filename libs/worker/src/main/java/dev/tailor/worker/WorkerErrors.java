package dev.tailor.worker;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.TrainingDiverged;
import dev.tailor.text.ConversationFormatException;
import dev.tailor.text.ErrorText;
import dev.tailor.text.TextModelException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What went wrong, as callers are told it: a status with a stable reason. */
final class WorkerErrors {

    private static final Logger LOG = Logger.getLogger(WorkerErrors.class.getName());

    /** What the engine says, of a processor's memory and of a GPU's. */
    private static final List<String> OUT_OF_MEMORY =
            List.of("can't allocate memory", "not enough memory", "CUDA out of memory");

    private WorkerErrors() {}

    static StatusRuntimeException of(Throwable error) {
        return switch (error) {
            case StatusRuntimeException known -> known;
            case WorkerProblem problem -> problem(problem);
            case ConversationFormatException wrong ->
                status(Code.INVALID_ARGUMENT, info("CONVERSATION_UNUSABLE"), message(wrong));
            case TextModelException wrong -> status(Code.INVALID_ARGUMENT, info("TEXT_UNUSABLE"), message(wrong));
            case InvalidModel wrong -> status(Code.INVALID_ARGUMENT, info("MODEL_UNUSABLE"), message(wrong));
            case InvalidSettings wrong ->
                status(
                        Code.INVALID_ARGUMENT,
                        info("SETTING_UNUSABLE").putMetadata("field", wrong.field()),
                        message(wrong));
            case TrainingDiverged gone -> status(Code.INVALID_ARGUMENT, info("TRAINING_DIVERGED"), message(gone));
            case OutOfMemoryError full -> {
                LOG.log(Level.SEVERE, "worker out of memory", full);
                yield status(Code.RESOURCE_EXHAUSTED, info("OUT_OF_MEMORY"), "The worker's memory is exhausted");
            }
            default -> other(error);
        };
    }

    private static StatusRuntimeException problem(WorkerProblem problem) {
        var code = switch (problem.kind()) {
            case BAD_REQUEST -> Code.INVALID_ARGUMENT;
            case NOT_NOW -> Code.FAILED_PRECONDITION;
        };
        var info = info(problem.reason());
        if (problem.field() != null) {
            info.putMetadata("field", problem.field());
        }
        return status(code, info, message(problem));
    }

    private static StatusRuntimeException other(Throwable error) {
        if (OUT_OF_MEMORY.stream().anyMatch(message(error)::contains)) {
            return status(
                    Code.RESOURCE_EXHAUSTED,
                    info("OUT_OF_MEMORY"),
                    "The machine's memory is exhausted; lower micro_batch_size or sequence_length");
        }
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException disk && message(disk).contains("No space left")) {
                return status(
                        Code.RESOURCE_EXHAUSTED,
                        info("DISK_FULL"),
                        "The disk is full: " + message(disk)
                                + "; free space where the service keeps its state (TAILOR_HOME) and start the job again");
            }
        }
        LOG.log(Level.SEVERE, "worker call failed", error);
        return status(Code.INTERNAL, info("WORKER_FAILED"), "The worker failed: " + message(error));
    }

    private static String message(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    private static ErrorInfo.Builder info(String reason) {
        return ErrorInfo.newBuilder().setReason(reason).setDomain("tailor.dev");
    }

    private static StatusRuntimeException status(Code code, ErrorInfo.Builder info, String message) {
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(ErrorText.fitting(message))
                .addDetails(Any.pack(info.build()))
                .build());
    }
}
