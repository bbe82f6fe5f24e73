package dev.tailor.gateway.datasets.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.datasets.Datasets;
import dev.tailor.gateway.datasets.RowQuery;
import dev.tailor.gateway.wire.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Datasets: list, look at, report, rows. */
@Path("/v1/datasets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DatasetResource {
    private final Datasets datasets;

    DatasetResource(Datasets datasets) {
        this.datasets = datasets;
    }

    @GET
    public ObjectNode list(
            @QueryParam("after") @DefaultValue("") String after, @QueryParam("limit") @Nullable String limit) {
        return datasets.list(after, Page.limit(limit, 100, 1000)).toJson();
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return datasets.get(id);
    }

    @GET
    @Path("/{id}/report")
    public ObjectNode report(@PathParam("id") String id) {
        return datasets.report(id);
    }

    @GET
    @Path("/{id}/rows")
    public ObjectNode rows(
            @PathParam("id") String id,
            @QueryParam("split") @DefaultValue("train") String split,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @Nullable String limit) {
        return datasets.rows(id, new RowQuery(split, after, Page.limit(limit, 100, 1000)))
                .toJson();
    }
}
