package dev.tailor.gateway.wire.grpc;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.Pieces;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A server stream, pulled with flow control; closing it, from any thread, cancels the call. */
public final class GrpcPieces<M, T> implements Pieces<T> {
    private final BlockingClientCall<?, M> call;
    private final Function<M, T> toPiece;
    private final Duration silence;
    private Optional<T> ahead = Optional.empty();

    /** @param silence how long the next message may take */
    public GrpcPieces(BlockingClientCall<?, M> call, Function<M, T> toPiece, Duration silence) {
        this.call = call;
        this.toPiece = toPiece;
        this.silence = silence;
    }

    @Override
    public void awaitFirst() {
        ahead = pull();
    }

    @Override
    public Optional<T> next() {
        var now = ahead;
        ahead = Optional.empty();
        return now.isPresent() ? now : pull();
    }

    private Optional<T> pull() {
        try {
            return Optional.ofNullable(call.read(silence.toMillis(), TimeUnit.MILLISECONDS))
                    .map(toPiece);
        } catch (StatusException e) {
            throw StatusTranslator.translate(e);
        } catch (TimeoutException e) {
            throw StatusTranslator.late(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(new ApiError(503, "The gateway is stopping", null, "service_unavailable"), e);
        }
    }

    @Override
    public void close() {
        call.cancel("The caller needs no more", null);
    }
}
