package dev.tailor.gateway.standin;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** What the services answer when they refuse, with the details that the contract promises. */
final class Refusal {
    private Refusal() {}

    static StatusRuntimeException of(Code code, String reason, String message) {
        return StatusProto.toStatusRuntimeException(
                status(code, reason, message).build());
    }

    static StatusRuntimeException ofField(String field, String reason, String message) {
        var bad = BadRequest.newBuilder();
        bad.addFieldViolationsBuilder().setField(field).setDescription(message);
        return StatusProto.toStatusRuntimeException(status(Code.INVALID_ARGUMENT, reason, message)
                .addDetails(Any.pack(bad.build()))
                .build());
    }

    private static Status.Builder status(Code code, String reason, String message) {
        var info =
                ErrorInfo.newBuilder().setReason(reason).setDomain("tailor.dev").build();
        return Status.newBuilder().setCode(code.getNumber()).setMessage(message).addDetails(Any.pack(info));
    }
}
