package dev.tailor.gateway.wire.rest;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.Settings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Stands before every request: gives it an id and lets only known keys in. */
@ApplicationScoped
public class Gate {
    private final List<byte[]> keys;

    Gate(Settings settings) {
        keys = settings.apiKeys().orElse(List.of()).stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    void requireKeys(@Observes StartupEvent start) {
        if (keys.isEmpty()) {
            throw new IllegalStateException(
                    "No API key is configured; set tailor.api-keys (TAILOR_API_KEYS) to at least one key");
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, 1000);
    }

    void answerErrors(@Observes Router router) {
        for (var status : List.of(400, 404, 405, 406, 413, 414, 415, 500)) {
            router.errorHandler(status, context -> refuse(context, RoutingError.of(status, asked(context))));
        }
    }

    private void check(RoutingContext context) {
        context.response()
                .putHeader("x-request-id", "req_" + UUID.randomUUID().toString().replace("-", ""));
        var path = context.request().path();
        if (path != null && path.toLowerCase(Locale.ROOT).contains("%00")) {
            refuse(context, new ApiError(400, "The path holds a character that is not allowed", null, "invalid_path"));
        } else if (context.normalizedPath().startsWith("/q/")) {
            context.next();
        } else if (isKnown(context.request().getHeader("Authorization"))) {
            context.next();
        } else {
            refuse(
                    context,
                    new ApiError(
                            401,
                            "Incorrect or missing API key; send 'Authorization: Bearer KEY'",
                            null,
                            "invalid_api_key"));
        }
    }

    private boolean isKnown(@org.jspecify.annotations.Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) return false;
        var offered = header.substring(7).strip().getBytes(StandardCharsets.UTF_8);
        var known = false;
        for (var key : keys) known |= MessageDigest.isEqual(key, offered);
        return known;
    }

    private static String asked(RoutingContext context) {
        return context.request().method() + " " + context.request().path();
    }

    private static void refuse(RoutingContext context, ApiError error) {
        var response = context.response();
        if (response.ended() || response.headWritten()) return;
        response.setStatusCode(error.status())
                .putHeader("Content-Type", "application/json")
                .end(error.toJson().toString());
    }
}
