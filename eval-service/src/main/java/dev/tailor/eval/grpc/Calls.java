package dev.tailor.eval.grpc;

import dev.tailor.eval.DatabaseUnavailable;
import dev.tailor.eval.EvalException;
import dev.tailor.eval.WorkerFailed;
import dev.tailor.storage.DatabaseOutage;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs the core for a call and turns whatever it throws into a status: the one broad catch of the endpoints. */
public final class Calls {
    private static final Logger LOG = Logger.getLogger(Calls.class);

    private Calls() {}

    /** Answers a unary call. */
    public static <T> void answer(StreamObserver<T> caller, Supplier<T> core) {
        stream(caller, () -> caller.onNext(core.get()));
    }

    /** Lets the core send what it likes and then completes the call. */
    public static <T> void stream(StreamObserver<T> caller, Runnable core) {
        try {
            core.run();
            caller.onCompleted();
        } catch (WorkerFailed broken) {
            LOG.error("call failed in the tensor process", broken);
            caller.onError(EvalStatuses.of(broken));
        } catch (EvalException refused) {
            caller.onError(EvalStatuses.of(refused));
        } catch (StatusRuntimeException cancelled) {
            LOG.debugf("call ended status=%s", cancelled.getStatus());
            caller.onError(cancelled);
        } catch (RuntimeException unknown) {
            LOG.error("call failed", unknown);
            caller.onError(DatabaseOutage.behind(unknown)
                    .map(away -> EvalStatuses.of(new DatabaseUnavailable(away)))
                    .orElseGet(Calls::hidden));
        }
    }

    private static StatusRuntimeException hidden() {
        return Status.INTERNAL
                .withDescription("Something went wrong inside eval-service; its log says what")
                .asRuntimeException();
    }
}
