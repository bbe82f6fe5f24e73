package dev.tailor.gateway.wire.rest;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.Settings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Stands before every request: gives it an id and lets only known keys in. */
@ApplicationScoped
public class Gate {
    private final Settings settings;
    private final List<byte[]> keys;

    Gate(Settings settings) {
        this.settings = settings;
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
        refusal(context).ifPresentOrElse(error -> refuse(context, error), context::next);
    }

    private Optional<ApiError> refusal(RoutingContext context) {
        var request = context.request();
        if (request.uri().length() > settings.urlBytes()) {
            return Optional.of(RoutingError.longUrl(settings.urlBytes()));
        }
        if (bytes(request.headers()) > settings.headerBytes()) {
            return Optional.of(RoutingError.largeHeaders(settings.headerBytes()));
        }
        if (!canBeDecoded(request.uri())) {
            return Optional.of(RoutingError.undecodable());
        }
        var path = request.path();
        if (path != null && path.toLowerCase(Locale.ROOT).contains("%00")) {
            return Optional.of(
                    new ApiError(400, "The path holds a character that is not allowed", null, "invalid_path"));
        }
        if (context.normalizedPath().startsWith("/q/") || isKnown(request.getHeader("Authorization"))) {
            return Optional.empty();
        }
        return Optional.of(new ApiError(
                401, "Incorrect or missing API key; send 'Authorization: Bearer KEY'", null, "invalid_api_key"));
    }

    private static boolean canBeDecoded(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException broken) {
            return false;
        }
    }

    /** As they travel: each is a line of its own. */
    private static int bytes(MultiMap headers) {
        return headers.entries().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length() + 4)
                .sum();
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
