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

    public static ApiException missing(String param) {
        var message = "Missing required parameter: '%s'".formatted(param);
        return new ApiException(new ApiError(400, message, param, "missing_required_parameter"));
    }

    public static ApiException unknown(String param) {
        var message = "Unknown parameter: '%s'".formatted(param);
        return new ApiException(new ApiError(400, message, param, "unknown_parameter"));
    }

    public ApiError error() {
        return error;
    }
}
