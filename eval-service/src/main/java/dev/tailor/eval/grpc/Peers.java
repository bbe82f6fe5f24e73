package dev.tailor.eval.grpc;

import dev.tailor.eval.EvalException;
import dev.tailor.eval.PeerFailed;
import dev.tailor.eval.PeerUnavailable;
import io.grpc.StatusRuntimeException;

/** Tells a service that is away from one that answers wrongly: the first is worth waiting for. */
public final class Peers {
    private Peers() {}

    public static EvalException problem(String service, StatusRuntimeException failed) {
        return switch (failed.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> new PeerUnavailable(service, failed);
            default -> new PeerFailed(service, failed);
        };
    }
}
