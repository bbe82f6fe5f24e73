package dev.tailor.data.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Sends messages as fast as the receiver takes them, from a thread that may wait. */
public final class Sending<T> {

    private static final long LOOK_MILLIS = 2;

    private final ServerCallStreamObserver<T> call;

    public Sending(StreamObserver<T> caller) {
        this.call = (ServerCallStreamObserver<T>) caller;
    }

    /** Throws a CANCELLED status when the receiver has gone. */
    public void send(T message) {
        while (!call.isReady()) {
            if (call.isCancelled()) {
                throw Status.CANCELLED.asRuntimeException();
            }
            pause();
        }
        call.onNext(message);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED.asRuntimeException();
        }
    }
}
