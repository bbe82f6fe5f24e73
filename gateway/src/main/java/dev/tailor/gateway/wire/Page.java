package dev.tailor.gateway.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list, as the public API writes it. */
public record Page(List<ObjectNode> data, boolean hasMore) {
    public Page {
        data = List.copyOf(data);
    }

    /** The largest page not above {@code most}; {@code usual} where nothing was asked for. */
    public static int limit(@Nullable Integer asked, int usual, int most) {
        if (asked == null) return usual;
        if (asked < 1) throw ApiException.invalid("limit", "limit must be at least 1, was " + asked);
        return Math.min(asked, most);
    }

    public ObjectNode toJson() {
        var root = JsonNodeFactory.instance.objectNode().put("object", "list");
        root.putArray("data").addAll(data);
        root.set("first_id", data.isEmpty() ? null : data.getFirst().get("id"));
        root.set("last_id", data.isEmpty() ? null : data.getLast().get("id"));
        return root.put("has_more", hasMore);
    }
}
