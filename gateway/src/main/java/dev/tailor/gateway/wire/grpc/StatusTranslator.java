package dev.tailor.gateway.wire.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns what a service refused into what the public API says. */
public final class StatusTranslator {
    private static final Logger LOG = Logger.getLogger(StatusTranslator.class);
    private static final String HIDDEN = "The server had an error while processing your request; it has been logged";

    private static final String LATE =
            "A service behind the gateway did not answer in time; try again shortly. If it stays"
                    + " so, look at that service's log, or let the gateway wait longer (TAILOR_CALLS_DEADLINE,"
                    + " TAILOR_CALLS_PLAN_DEADLINE, TAILOR_CALLS_SILENCE)";

    /** Waiting a little does not help against these. */
    private static final Set<String> NO_ROOM = Set.of("STORAGE_FULL", "DISK_FULL");

    private StatusTranslator() {}

    /** Runs a call and translates its failure. */
    public static <T> T calling(Supplier<T> call) {
        try {
            return call.get();
        } catch (io.grpc.StatusRuntimeException e) {
            throw translate(e);
        }
    }

    public static ApiException translate(Throwable failure) {
        var status = Status.fromThrowable(failure);
        var details = Optional.ofNullable(StatusProto.fromThrowable(failure))
                .map(com.google.rpc.Status::getDetailsList)
                .orElse(List.of());
        var reason = find(details, ErrorInfo.class).map(ErrorInfo::getReason).orElse("");
        var http = httpStatus(status.getCode(), reason);
        if (http == 500) LOG.errorf(failure, "call failed status=%s", status.getCode());
        if (http == 504) return late(failure);
        var param = http == 500 ? null : field(details);
        return new ApiException(
                new ApiError(http, message(status, http), param, code(status.getCode(), reason, http)), failure);
    }

    /** A service that kept the gateway waiting. */
    public static ApiException late(Throwable failure) {
        LOG.warnf("call without an answer in time reason=%s", failure.getMessage());
        return new ApiException(new ApiError(504, LATE, null, "service_timeout"), failure);
    }

    private static String code(Status.Code code, String reason, int http) {
        if (http == 500) return "internal_error";
        if (!reason.isEmpty()) return reason.toLowerCase(Locale.ROOT);
        return http == 503 ? "service_unavailable" : code.name().toLowerCase(Locale.ROOT);
    }

    private static String message(Status status, int http) {
        if (http == 500) return HIDDEN;
        var description = status.getDescription();
        if (http == 503 && (description == null || description.contains("io exception"))) {
            return "A service behind the gateway cannot be reached at the moment; try again shortly";
        }
        return description == null || description.isBlank() ? "The request failed: " + status.getCode() : description;
    }

    private static int httpStatus(Status.Code code, String reason) {
        return switch (code) {
            case INVALID_ARGUMENT, OUT_OF_RANGE -> 400;
            case FAILED_PRECONDITION -> reason.startsWith("ILLEGAL_") || reason.endsWith("_IN_USE") ? 409 : 400;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case RESOURCE_EXHAUSTED -> NO_ROOM.contains(reason) ? 507 : 429;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case UNIMPLEMENTED -> 501;
            case CANCELLED -> 499;
            case OK, UNKNOWN, INTERNAL, DATA_LOSS -> 500;
        };
    }

    private static @Nullable String field(List<Any> details) {
        return find(details, BadRequest.class)
                .filter(bad -> bad.getFieldViolationsCount() > 0)
                .map(bad -> bad.getFieldViolations(0).getField())
                .orElse(null);
    }

    private static <T extends com.google.protobuf.Message> Optional<T> find(List<Any> details, Class<T> type) {
        for (var detail : details) {
            if (detail.is(type)) {
                try {
                    return Optional.of(detail.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    LOG.warnf(e, "unreadable error detail type=%s", type.getSimpleName());
                }
            }
        }
        return Optional.empty();
    }
}
