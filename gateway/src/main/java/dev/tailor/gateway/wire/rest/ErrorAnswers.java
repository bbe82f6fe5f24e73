package dev.tailor.gateway.wire.rest;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Writes every failure as the error envelope. */
public final class ErrorAnswers {
    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

    @ServerExceptionMapper
    Response refused(ApiException problem) {
        return answer(problem.error());
    }

    @ServerExceptionMapper
    Response refusedByRouting(WebApplicationException problem, ContainerRequestContext request) {
        var status = Math.clamp(problem.getResponse().getStatus(), 400, 599);
        var path = request.getUriInfo().getPath();
        var asked = request.getMethod() + " " + path;
        var error = RoutingError.of(status, asked);
        return answer(status == 415 ? RoutingError.contentType(path, request.getHeaderString("Content-Type")) : error);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable problem) {
        if (callerLeft(problem)) return answer(new ApiError(400, "The request broke off", null, "request_aborted"));
        LOG.error("request failed", problem);
        return answer(new ApiError(
                500,
                "The server had an error while processing your request; it has been logged",
                null,
                "internal_error"));
    }

    private static boolean callerLeft(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .anyMatch(HttpClosedException.class::isInstance);
    }

    private static Response answer(ApiError error) {
        var response =
                Response.status(error.status()).type(MediaType.APPLICATION_JSON).entity(error.toJson());
        if (error.status() == 503 || error.status() == 429) response.header("retry-after", "1");
        if (error.status() == 409) response.header("x-should-retry", "false");
        return response.build();
    }
}
