package dev.tailor.gateway.comparisons.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.comparisons.Comparisons;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Comparisons: create, list, look at, items. */
@Path("/v1/comparisons")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ComparisonResource {
    private final Comparisons comparisons;

    ComparisonResource(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    @POST
    public ObjectNode create(@Nullable String body) {
        return comparisons.create(JsonFields.parse(body == null ? "" : body));
    }

    @GET
    public ObjectNode list(
            @QueryParam("after") @DefaultValue("") String after, @QueryParam("limit") @Nullable String limit) {
        return comparisons.list(after, Page.limit(limit, 20, 100)).toJson();
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return comparisons.get(id);
    }

    @GET
    @Path("/{id}/items")
    public ObjectNode items(
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @Nullable String limit) {
        return comparisons.items(id, after, Page.limit(limit, 100, 1000)).toJson();
    }
}
