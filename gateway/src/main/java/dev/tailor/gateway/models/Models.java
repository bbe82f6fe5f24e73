package dev.tailor.gateway.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.wire.Pieces;
import java.util.List;

/** Base and tuned models as the public API shows them. */
public interface Models {
    List<ObjectNode> list();

    ObjectNode get(String id);

    void delete(String id);

    /** The files of a model in the form "adapter", "merged" or, as it was trained, "native". */
    Pieces<ModelPart> export(String id, String form);
}
