package dev.tailor.gateway.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a caller is told when a request fails, in the words of the public API. */
public record ApiError(
        int status,
        String message,
        @Nullable String param,
        @Nullable String code) {
    public ApiError {
        if (status < 400 || status > 599) throw new IllegalArgumentException("Not an error status: " + status);
    }

    /** The broad kind that official clients know. */
    public String type() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    /** The envelope; all four keys are always there. */
    public ObjectNode toJson() {
        var root = JsonNodeFactory.instance.objectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", type())
                .put("param", param)
                .put("code", code);
        return root;
    }
}
