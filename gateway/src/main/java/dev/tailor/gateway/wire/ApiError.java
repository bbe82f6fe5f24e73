package dev.tailor.gateway.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a caller is told when a request fails, in the words of the public API. */
public record ApiError(int status, String message, @Nullable String param, String code) {
    private static final int LONGEST = 1_500;
    private static final int END = 300;

    /** A message that repeats what a caller sent keeps its ends: they say what is wrong and what to change. */
    public ApiError {
        if (status < 400 || status > 599) throw new IllegalArgumentException("Not an error status: " + status);
        var missing = message.length() - LONGEST;
        if (missing > 0) {
            message = "%s… (%d characters left out) …%s"
                    .formatted(message.substring(0, LONGEST - END), missing, message.substring(message.length() - END));
        }
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
