package dev.tailor.gateway.wire.grpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON that a service carried inside a message, taken over as it is. */
public final class CarriedJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private CarriedJson() {}

    public static ObjectNode object(String text) {
        if (read(text) instanceof ObjectNode object) return object;
        throw new IllegalStateException("A service sent JSON that is not an object");
    }

    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A service sent broken JSON", e);
        }
    }
}
