package dev.tailor.gateway.wire.rest;

import dev.tailor.gateway.wire.ApiError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said of requests that reach nobody who could serve them. */
final class RoutingError {

    private RoutingError() {}

    /** @param asked method and path */
    static ApiError of(int status, String asked) {
        return switch (status) {
            case 404 -> error(status, "Unknown request URL: " + asked, "unknown_url");
            case 405 ->
                error(
                        status,
                        "This method is not allowed here: " + asked + "; docs/api.md lists those that are",
                        "method_not_allowed");
            case 413 -> error(status, "The body is larger than this server accepts", "body_too_large");
            case 414 -> error(status, "The URL is longer than this server accepts", "url_too_long");
            case 500 ->
                error(
                        status,
                        "The server had an error while processing your request; it has been logged",
                        "internal_error");
            default -> error(status, "The request cannot be read: " + asked, "invalid_request");
        };
    }

    /** Only uploads are forms. */
    static ApiError contentType(String path, @Nullable String sent) {
        var wanted = path.toLowerCase(Locale.ROOT).endsWith("/files") ? "multipart/form-data" : "application/json";
        var message = sent == null
                ? "The request has no Content-Type; send %s".formatted(wanted)
                : "The Content-Type '%s' is not accepted here; send %s".formatted(sent, wanted);
        return error(415, message, "unsupported_content_type");
    }

    static ApiError undecodable() {
        return error(
                400,
                "The URL holds a character that is not allowed, or a percent sign without two hexadecimal digits; write each as a percent escape",
                "invalid_url");
    }

    static ApiError longUrl(int most) {
        var message = "The URL has more than %d bytes; shorten it, or have TAILOR_URL_BYTES raised".formatted(most);
        return error(414, message, "url_too_long");
    }

    static ApiError largeHeaders(int most) {
        var message = "The headers have more than %d bytes together; send less, or have TAILOR_HEADER_BYTES raised"
                .formatted(most);
        return error(431, message, "headers_too_large");
    }

    private static ApiError error(int status, String message, String code) {
        return new ApiError(status, message, null, code);
    }
}
