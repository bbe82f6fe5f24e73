package dev.tailor.eval.model.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.tailor.eval.ContextLengthExceeded;
import dev.tailor.eval.EvalException;
import dev.tailor.eval.ModelRefused;
import dev.tailor.eval.WorkerExhausted;
import dev.tailor.eval.WorkerFailed;
import dev.tailor.eval.WorkerLost;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** What the tensor process answers, in the words of this service. */
final class WorkerFailures {
    private static final String CONTEXT = "CONTEXT_EXCEEDED";

    private WorkerFailures() {}

    static EvalException of(StatusRuntimeException failed) {
        var status = failed.getStatus();
        var said = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        return switch (status.getCode()) {
            case UNAVAILABLE, CANCELLED, UNKNOWN ->
                new WorkerLost("The tensor process ended during the call (%s); try again".formatted(said), failed);
            case INVALID_ARGUMENT, FAILED_PRECONDITION, NOT_FOUND, OUT_OF_RANGE -> refused(info(failed), said);
            case RESOURCE_EXHAUSTED -> new WorkerExhausted(reason(info(failed), "WORKER_EXHAUSTED"), said, failed);
            default -> new WorkerFailed(said, failed);
        };
    }

    private static EvalException refused(ErrorInfo info, String message) {
        if (info.getReason().equals(CONTEXT)) {
            return new ContextLengthExceeded(info.getMetadataOrDefault("field", "messages"), message);
        }
        return new ModelRefused(reason(info, "MODEL_REFUSED"), info.getMetadataOrDefault("field", ""), message);
    }

    private static String reason(ErrorInfo info, String otherwise) {
        return info.getReason().isEmpty() ? otherwise : info.getReason();
    }

    private static ErrorInfo info(StatusRuntimeException failed) {
        var status = StatusProto.fromThrowable(failed);
        if (status == null) {
            return ErrorInfo.getDefaultInstance();
        }
        try {
            for (var detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return detail.unpack(ErrorInfo.class);
                }
            }
            return ErrorInfo.getDefaultInstance();
        } catch (InvalidProtocolBufferException broken) {
            return ErrorInfo.getDefaultInstance();
        }
    }
}
