package dev.tailor.gateway.datasets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.wire.Page;

/** Dataset versions as the public API shows them. */
public interface Datasets {
    ObjectNode get(String id);

    Page list(String after, int limit);

    ObjectNode report(String id);

    Page rows(String id, RowQuery query);
}
