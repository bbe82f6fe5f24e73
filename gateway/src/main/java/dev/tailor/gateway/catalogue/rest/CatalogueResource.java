package dev.tailor.gateway.catalogue.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.catalogue.Catalogue;
import dev.tailor.gateway.catalogue.CatalogueQuery;
import dev.tailor.gateway.wire.rest.TakesQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;

/** Models that could be fine-tuned, with what that would take. */
@Path("/v1/catalogue")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CatalogueResource {
    private final Catalogue catalogue;

    CatalogueResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @TakesQuery({"memory", "method", "tokens", "seconds", "sequence_length", "batch_size", "precision"})
    public ObjectNode list(@Context UriInfo address) {
        var asked = new HashMap<String, String>();
        address.getQueryParameters().forEach((name, values) -> asked.put(name, values.getFirst()));
        return catalogue.list(new CatalogueQuery(asked));
    }
}
