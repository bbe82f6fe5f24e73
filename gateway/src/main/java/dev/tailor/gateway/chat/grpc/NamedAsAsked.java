package dev.tailor.gateway.chat.grpc;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.Pieces;
import java.util.Optional;

/** Pieces whose refusals name a field as the caller did, where the service knows it by another name. */
record NamedAsAsked<T>(Pieces<T> pieces, String known, String asked) implements Pieces<T> {
    @Override
    public void awaitFirst() {
        try {
            pieces.awaitFirst();
        } catch (ApiException refused) {
            throw renamed(refused);
        }
    }

    @Override
    public Optional<T> next() {
        try {
            return pieces.next();
        } catch (ApiException refused) {
            throw renamed(refused);
        }
    }

    private ApiException renamed(ApiException refused) {
        var error = refused.error();
        if (!known.equals(error.param())) {
            return refused;
        }
        var message = error.message().replace(known, asked);
        return new ApiException(new ApiError(error.status(), message, asked, error.code()), refused);
    }

    @Override
    public void close() {
        pieces.close();
    }
}
