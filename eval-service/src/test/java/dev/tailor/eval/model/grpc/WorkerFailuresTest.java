package dev.tailor.eval.model.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.tailor.eval.ContextLengthExceeded;
import dev.tailor.eval.EvalException;
import dev.tailor.eval.ModelRefused;
import dev.tailor.eval.WorkerFailed;
import dev.tailor.eval.WorkerLost;
import dev.tailor.eval.grpc.EvalStatuses;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;

class WorkerFailuresTest {

    @Test
    void aFaultOfTheWorkerIsNotBlamedOnTheCaller() {
        // When
        var failure = failure(Code.INTERNAL, "WORKER_FAILED");
        // Then
        assertThat(failure).isInstanceOf(WorkerFailed.class);
        assertThat(EvalStatuses.of(failure).getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INTERNAL);
    }

    @Test
    void exhaustedMemoryAsksToTryLaterAndKeepsItsReason() {
        // When
        var status = EvalStatuses.of(failure(Code.RESOURCE_EXHAUSTED, "OUT_OF_MEMORY"));
        // Then
        assertThat(status.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.UNAVAILABLE);
        assertThat(StatusProto.fromThrowable(status).getDetailsList())
                .anySatisfy(detail ->
                        assertThat(detail.unpack(ErrorInfo.class).getReason()).isEqualTo("OUT_OF_MEMORY"));
    }

    @Test
    void aRefusalIsTheCallersToMend() {
        assertThat(failure(Code.INVALID_ARGUMENT, "MODEL_UNUSABLE"))
                .isInstanceOfSatisfying(
                        ModelRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("MODEL_UNUSABLE"));
        assertThat(failure(Code.INVALID_ARGUMENT, "CONTEXT_EXCEEDED"))
                .isInstanceOfSatisfying(
                        ContextLengthExceeded.class,
                        tooLong -> assertThat(tooLong.field()).isEqualTo("messages"));
    }

    @Test
    void whatIsTooLongIsNamedAsTheWorkerNamesIt() throws InvalidProtocolBufferException {
        // When
        var failure = failure(
                Code.INVALID_ARGUMENT,
                ErrorInfo.newBuilder()
                        .setReason("CONTEXT_EXCEEDED")
                        .putMetadata("field", "max_tokens")
                        .build());
        // Then
        var details = StatusProto.fromThrowable(EvalStatuses.of(failure)).getDetailsList();
        assertThat(details.getLast()
                        .unpack(BadRequest.class)
                        .getFieldViolations(0)
                        .getField())
                .isEqualTo("max_tokens");
    }

    @Test
    void anEndedProcessIsLost() {
        assertThat(failure(Code.UNAVAILABLE, "")).isInstanceOf(WorkerLost.class);
    }

    private static EvalException failure(Code code, String reason) {
        return failure(
                code,
                ErrorInfo.newBuilder().setReason(reason).setDomain("tailor.dev").build());
    }

    private static EvalException failure(Code code, ErrorInfo info) {
        return WorkerFailures.of(StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage("said")
                .addDetails(Any.pack(info))
                .build()));
    }
}
