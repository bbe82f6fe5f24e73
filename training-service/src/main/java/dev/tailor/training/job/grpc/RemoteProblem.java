package dev.tailor.training.job.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The details of another process's status.
 *
 * @param reason stable UPPER_SNAKE code
 */
record RemoteProblem(String reason, String message, Optional<String> field) {

    static RemoteProblem of(StatusRuntimeException failed) {
        var description = failed.getStatus().getDescription();
        var reason = failed.getStatus().getCode().name();
        Optional<String> field = Optional.empty();
        var status = StatusProto.fromThrowable(failed);
        if (status != null) {
            for (var detail : status.getDetailsList()) {
                reason = info(detail).map(ErrorInfo::getReason).orElse(reason);
                var blamed = info(detail)
                        .map(found -> found.getMetadataOrDefault("field", ""))
                        .filter(name -> !name.isEmpty());
                field = field(detail).or(() -> blamed).or(current(field));
            }
        }
        return new RemoteProblem(reason, description == null ? reason : description, field);
    }

    private static Supplier<Optional<String>> current(Optional<String> field) {
        return () -> field;
    }

    private static Optional<ErrorInfo> info(Any detail) {
        try {
            return detail.is(ErrorInfo.class) ? Optional.of(detail.unpack(ErrorInfo.class)) : Optional.empty();
        } catch (InvalidProtocolBufferException broken) {
            return Optional.empty();
        }
    }

    private static Optional<String> field(Any detail) {
        try {
            return detail.is(BadRequest.class)
                    ? detail.unpack(BadRequest.class).getFieldViolationsList().stream()
                            .map(BadRequest.FieldViolation::getField)
                            .findFirst()
                    : Optional.empty();
        } catch (InvalidProtocolBufferException broken) {
            return Optional.empty();
        }
    }
}
