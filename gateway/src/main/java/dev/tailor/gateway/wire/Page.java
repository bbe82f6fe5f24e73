package dev.tailor.gateway.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One page of a list, as the public API writes it. */
public record Page(List<ObjectNode> data, boolean hasMore) {
    private static final Pattern WHOLE = Pattern.compile("0*[1-9][0-9]*");

    public Page {
        data = List.copyOf(data);
    }

    /** The largest page not above {@code most}; {@code usual} where nothing was asked for. */
    public static int limit(@Nullable String asked, int usual, int most) {
        if (asked == null || asked.isEmpty()) return usual;
        if (!WHOLE.matcher(asked).matches()) {
            throw ApiException.invalid(
                    "limit", "limit must be a whole number of at least 1, was '%s'".formatted(asked));
        }
        return new BigInteger(asked).min(BigInteger.valueOf(most)).intValue();
    }

    public ObjectNode toJson() {
        var root = JsonNodeFactory.instance.objectNode().put("object", "list");
        root.putArray("data").addAll(data);
        root.set("first_id", data.isEmpty() ? null : data.getFirst().get("id"));
        root.set("last_id", data.isEmpty() ? null : data.getLast().get("id"));
        return root.put("has_more", hasMore);
    }
}
