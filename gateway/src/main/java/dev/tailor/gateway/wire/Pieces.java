package dev.tailor.gateway.wire;

import java.util.Optional;

/** A stream that is pulled piece by piece; closing it early stops its source. */
public interface Pieces<T> extends AutoCloseable {
    /** Waits for the first piece, so that a refusal shows before an answer has begun. */
    void awaitFirst();

    Optional<T> next();

    @Override
    void close();
}
