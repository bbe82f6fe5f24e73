package dev.tailor.gateway.wire;

import org.jspecify.annotations.Nullable;

/** A request that cannot be served, with everything the caller is told. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        super(error.message());
        this.error = error;
    }

    public ApiException(ApiError error, Throwable cause) {
        super(error.message(), cause);
        this.error = error;
    }

    public static ApiException invalid(@Nullable String param, String message) {
        return new ApiException(new ApiError(400, message, param, "invalid_value"));
    }

    public ApiError error() {
        return error;
    }
}
