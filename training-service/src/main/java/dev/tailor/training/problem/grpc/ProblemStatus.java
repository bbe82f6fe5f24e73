package dev.tailor.training.problem.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.tailor.storage.DatabaseOutage;
import dev.tailor.text.ErrorText;
import dev.tailor.training.problem.BaseModelStays;
import dev.tailor.training.problem.DatabaseUnavailable;
import dev.tailor.training.problem.FileInUse;
import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.IllegalJobMove;
import dev.tailor.training.problem.InvalidJobSpec;
import dev.tailor.training.problem.JobNotFound;
import dev.tailor.training.problem.ModelInUse;
import dev.tailor.training.problem.ModelNotFetched;
import dev.tailor.training.problem.ModelNotFound;
import dev.tailor.training.problem.NotAnAdapter;
import dev.tailor.training.problem.PlanUnavailable;
import dev.tailor.training.problem.TrainingException;
import dev.tailor.training.problem.UnknownCursor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.Locale;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Turns problems into statuses with google.rpc details; whatever is unknown is logged and hidden. */
public final class ProblemStatus {

    private static final Logger LOG = Logger.getLogger(ProblemStatus.class);

    private ProblemStatus() {}

    /** Answers one call with what the supplier returns or with the status of its problem. */
    @SuppressWarnings("CatchingUnchecked")
    public static <T> void answer(StreamObserver<T> observer, Supplier<T> call) {
        T answer;
        try {
            answer = call.get();
        } catch (RuntimeException problem) {
            observer.onError(of(problem));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    public static StatusRuntimeException of(RuntimeException problem) {
        if (problem instanceof TrainingException known) {
            return StatusProto.toStatusRuntimeException(known(known));
        }
        if (problem instanceof StatusRuntimeException already) {
            return already;
        }
        LOG.error("call failed", problem);
        return StatusProto.toStatusRuntimeException(DatabaseOutage.behind(problem)
                .map(away -> known(new DatabaseUnavailable(away)))
                .orElseGet(ProblemStatus::hidden));
    }

    private static Status hidden() {
        return status(Code.INTERNAL, "INTERNAL", "An internal error; the service's log has the cause")
                .build();
    }

    private static Status known(TrainingException problem) {
        var message = ErrorText.fitting(String.valueOf(problem.getMessage()));
        return switch (problem) {
            case JobNotFound missing ->
                status(Code.NOT_FOUND, "JOB_NOT_FOUND", message).build();
            case ModelNotFound missing -> blaming(Code.NOT_FOUND, "MODEL_NOT_FOUND", "model", message);
            case IllegalJobMove illegal ->
                status(Code.FAILED_PRECONDITION, "ILLEGAL_JOB_MOVE", message).build();
            case BaseModelStays stays ->
                status(Code.FAILED_PRECONDITION, "BASE_MODEL", message).build();
            case FileInUse inUse ->
                status(Code.FAILED_PRECONDITION, "FILE_IN_USE", message).build();
            case ModelInUse inUse ->
                status(Code.FAILED_PRECONDITION, "MODEL_IN_USE", message).build();
            case NotAnAdapter other ->
                status(Code.FAILED_PRECONDITION, "NOT_AN_ADAPTER", message).build();
            case HubRefused refused
            when refused.reason() == HubRefused.Reason.HUB_UNREACHABLE ->
                status(Code.UNAVAILABLE, refused.reason().name(), message).build();
            case HubRefused refused -> invalid(refused.reason().name(), "model", message);
            case PlanUnavailable unavailable ->
                status(Code.UNAVAILABLE, "PLAN_UNAVAILABLE", message).build();
            case DatabaseUnavailable away ->
                status(Code.UNAVAILABLE, "DATABASE_UNAVAILABLE", message).build();
            case ModelNotFetched away -> invalid("MODEL_NOT_FETCHED", "model", message);
            case UnknownCursor unknown -> invalid("UNKNOWN_CURSOR", "after", message);
            case InvalidJobSpec invalid -> invalid(invalid.code().toUpperCase(Locale.ROOT), invalid.field(), message);
        };
    }

    private static Status invalid(String reason, String field, String message) {
        return blaming(Code.INVALID_ARGUMENT, reason, field, message);
    }

    private static Status blaming(Code code, String reason, String field, String message) {
        var violation = BadRequest.FieldViolation.newBuilder().setField(field).setDescription(message);
        return status(code, reason, message)
                .addDetails(Any.pack(
                        BadRequest.newBuilder().addFieldViolations(violation).build()))
                .build();
    }

    private static Status.Builder status(Code code, String reason, String message) {
        var info = ErrorInfo.newBuilder().setReason(reason).setDomain("tailor.dev");
        return Status.newBuilder().setCode(code.getNumber()).setMessage(message).addDetails(Any.pack(info.build()));
    }
}
