package dev.tailor.gateway.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Page;

/** Fine-tuning jobs as the public API shows them. */
public interface Jobs {
    ObjectNode submit(JsonFields body, String idempotencyKey);

    /** What a job with this body would take. */
    ObjectNode plan(JsonFields body);

    ObjectNode get(String id);

    Page list(JobQuery query);

    ObjectNode move(String id, JobMove move);

    Page events(String id, String after, int limit);

    Page checkpoints(String id, String after, int limit);
}
