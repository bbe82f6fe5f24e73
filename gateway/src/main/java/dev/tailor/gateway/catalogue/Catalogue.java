package dev.tailor.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Models that could be fine-tuned, as the public API shows them. */
public interface Catalogue {
    ObjectNode list(CatalogueQuery query);
}
