package dev.tailor.gateway.wire;

import java.util.Optional;

/** A stream that is pulled piece by piece; closing it early stops its source. */
public interface Pieces<T> extends AutoCloseable {
    Optional<T> next();

    @Override
    void close();
}
