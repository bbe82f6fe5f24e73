package dev.tailor.gateway.jobs.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.jobs.JobMove;
import dev.tailor.gateway.jobs.JobQuery;
import dev.tailor.gateway.jobs.Jobs;
import dev.tailor.gateway.jobs.rest.SubmissionKeys.Try;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Page;
import dev.tailor.gateway.wire.rest.TakesQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Fine-tuning jobs: create, watch, move. */
@Path("/v1/fine_tuning/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FineTuningJobResource {
    private final Jobs jobs;
    private final SubmissionKeys keys;

    FineTuningJobResource(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        keys = new SubmissionKeys(clock);
    }

    @POST
    public ObjectNode create(@Context HttpHeaders headers, @Nullable String body) {
        var text = body == null ? "" : body;
        return jobs.submit(JsonFields.parse(text), idempotencyKey(headers, text));
    }

    private String idempotencyKey(HttpHeaders headers, String body) {
        var caller = String.valueOf(headers.getHeaderString("Authorization"));
        var given = headers.getHeaderString("Idempotency-Key");
        if (given != null && !given.isBlank()) return keys.ofCaller(caller, given);
        var count = headers.getHeaderString("x-stainless-retry-count");
        return keys.ofBody(caller, body, count == null || count.equals("0") ? Try.FIRST : Try.RETRY);
    }

    @GET
    @TakesQuery({"metadata", "metadata[]"})
    public ObjectNode list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @Nullable String limit,
            @Context UriInfo uri) {
        var metadata = new HashMap<String, String>();
        uri.getQueryParameters().forEach((name, values) -> {
            if (name.startsWith("metadata[") && name.endsWith("]")) {
                metadata.put(name.substring(9, name.length() - 1), values.getFirst());
            }
        });
        return jobs.list(new JobQuery(after, Page.limit(limit, 20, 100), metadata, withoutMetadata(uri)))
                .toJson();
    }

    private static boolean withoutMetadata(UriInfo uri) {
        var asked = uri.getQueryParameters().getFirst("metadata");
        if (asked == null || asked.isEmpty()) return false;
        if (asked.equals("null")) return true;
        throw ApiException.invalid(
                "metadata",
                "metadata must be null, for jobs without any, or metadata[key]=value, was '%s'".formatted(asked));
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return jobs.get(id);
    }

    @POST
    @Path("/{id}/cancel")
    public ObjectNode cancel(@PathParam("id") String id) {
        return jobs.move(id, JobMove.CANCEL);
    }

    @POST
    @Path("/{id}/pause")
    public ObjectNode pause(@PathParam("id") String id) {
        return jobs.move(id, JobMove.PAUSE);
    }

    @POST
    @Path("/{id}/resume")
    public ObjectNode resume(@PathParam("id") String id) {
        return jobs.move(id, JobMove.RESUME);
    }

    @GET
    @Path("/{id}/events")
    public ObjectNode events(
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @Nullable String limit) {
        return jobs.events(id, after, Page.limit(limit, 20, 100)).toJson();
    }

    @GET
    @Path("/{id}/checkpoints")
    public ObjectNode checkpoints(
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @Nullable String limit) {
        return jobs.checkpoints(id, after, Page.limit(limit, 10, 100)).toJson();
    }
}
