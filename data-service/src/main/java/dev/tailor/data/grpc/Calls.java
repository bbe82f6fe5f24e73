package dev.tailor.data.grpc;

import dev.tailor.data.Attempt;
import dev.tailor.data.DataException;
import dev.tailor.data.DatabaseUnavailable;
import dev.tailor.storage.DatabaseOutage;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs the core for a call and turns whatever it throws into a status. */
public final class Calls {

    private static final Logger LOG = Logger.getLogger(Calls.class);

    private Calls() {}

    /** Answers a unary call. */
    public static <T> void answer(StreamObserver<T> caller, Supplier<T> core) {
        stream(caller, () -> caller.onNext(core.get()));
    }

    /** Lets the core send what it likes and then completes the call. */
    public static <T> void stream(StreamObserver<T> caller, Runnable core) {
        attempt(() -> {
                    core.run();
                    caller.onCompleted();
                })
                .ifPresent(caller::onError);
    }

    /** Runs a part of a call; what to tell the caller if it failed. */
    public static Optional<StatusRuntimeException> attempt(Runnable part) {
        return Attempt.at(part).map(Calls::status);
    }

    /** What the caller is told; faults of our own are logged and hidden. */
    private static StatusRuntimeException status(RuntimeException failed) {
        return switch (failed) {
            case DataException refused -> DataStatuses.of(refused);
            case StatusRuntimeException ended -> ended;
            default -> {
                LOG.error("call failed", failed);
                yield DatabaseOutage.behind(failed)
                        .map(away -> DataStatuses.of(new DatabaseUnavailable(away)))
                        .orElseGet(Calls::hidden);
            }
        };
    }

    private static StatusRuntimeException hidden() {
        return Status.INTERNAL
                .withDescription("Something went wrong inside data-service; its log says what")
                .asRuntimeException();
    }
}
