package dev.tailor.gateway.jobs.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.jobs.Jobs;
import dev.tailor.gateway.wire.JsonFields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What a fine-tuning job would take, without starting one. */
@Path("/v1/fine_tuning/plans")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FineTuningPlanResource {
    private final Jobs jobs;

    FineTuningPlanResource(Jobs jobs) {
        this.jobs = jobs;
    }

    @POST
    public ObjectNode plan(@Nullable String body) {
        return jobs.plan(JsonFields.parse(body == null ? "" : body));
    }
}
