package dev.tailor.gateway.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.tailor.gateway.wire.ApiError;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;

class StatusTranslatorTest {
    @Test
    void aRefusedFieldKeepsItsReasonAndItsName() {
        // Given
        var violation = BadRequest.FieldViolation.newBuilder().setField("training_file");
        var refusal = com.google.rpc.Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage("No such file")
                .addDetails(Any.pack(
                        ErrorInfo.newBuilder().setReason("FILE_NOT_FOUND").build()))
                .addDetails(Any.pack(
                        BadRequest.newBuilder().addFieldViolations(violation).build()))
                .build();

        // When
        var error = StatusTranslator.translate(StatusProto.toStatusRuntimeException(refusal))
                .error();

        // Then
        assertThat(error).isEqualTo(new ApiError(400, "No such file", "training_file", "file_not_found"));
    }

    @Test
    void anIllegalMoveIsAConflict() {
        // Given
        var refusal = com.google.rpc.Status.newBuilder()
                .setCode(Code.FAILED_PRECONDITION_VALUE)
                .setMessage("The job has ended")
                .addDetails(Any.pack(
                        ErrorInfo.newBuilder().setReason("ILLEGAL_TRANSITION").build()))
                .build();

        // When
        var error = StatusTranslator.translate(StatusProto.toStatusRuntimeException(refusal))
                .error();

        // Then
        assertThat(error.status()).isEqualTo(409);
    }

    @Test
    void aFullStoreIsNoCrowd() {
        // Given
        var refusal = com.google.rpc.Status.newBuilder()
                .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
                .setMessage("The storage is full")
                .addDetails(Any.pack(
                        ErrorInfo.newBuilder().setReason("STORAGE_FULL").build()))
                .build();

        // When
        var error = StatusTranslator.translate(StatusProto.toStatusRuntimeException(refusal))
                .error();

        // Then
        assertThat(error).isEqualTo(new ApiError(507, "The storage is full", null, "storage_full"));
    }

    @Test
    void anInnerFailureTellsTheCallerNothingOfItself() {
        // Given
        var failure = Status.INTERNAL.withDescription("secret detail").asRuntimeException();

        // When
        var error = StatusTranslator.translate(failure).error();

        // Then
        assertThat(error.status()).isEqualTo(500);
        assertThat(error.message()).doesNotContain("secret");
        assertThat(error.code()).isEqualTo("internal_error");
    }

    @Test
    void aServiceThatIsAwayHasACode() {
        // Given
        var failure = Status.UNAVAILABLE.withDescription("io exception").asRuntimeException();

        // When
        var error = StatusTranslator.translate(failure).error();

        // Then
        assertThat(error.status()).isEqualTo(503);
        assertThat(error.code()).isEqualTo("service_unavailable");
    }
}
