package dev.tailor.gateway.comparisons;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.wire.JsonFields;
import dev.tailor.gateway.wire.Page;

/** Comparisons of two models as the public API shows them. */
public interface Comparisons {
    ObjectNode create(JsonFields body);

    ObjectNode get(String id);

    Page list(String after, int limit);

    Page items(String id, String after, int limit);
}
