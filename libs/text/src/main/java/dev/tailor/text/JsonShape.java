package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Set;

/** Demands on the parts of a row; what is wrong is said with its path. */
final class JsonShape {

    private JsonShape() {}

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** The value, which must be of that type. */
    static JsonNode expect(JsonNode value, JsonNodeType type, String path) {
        if (value.getNodeType() != type) {
            throw new ConversationFormatException(
                    path, "must be %s, was %s".formatted(words(type), words(value.getNodeType())));
        }
        return value;
    }

    /** The field, which is absent, null or of that type. */
    static JsonNode optional(JsonNode parent, String field, JsonNodeType type, String path) {
        var value = parent.path(field);
        return isAbsent(value) ? value : expect(value, type, at(path, field));
    }

    /** Throws for a field that is not known, unless it holds nothing. */
    static void refuseUnknown(JsonNode object, Set<String> known, String path, String advice) {
        for (var field : object.properties()) {
            var value = field.getValue();
            boolean holdsNothing = value.isNull() || value.isContainerNode() && value.isEmpty();
            if (!known.contains(field.getKey()) && !holdsNothing) {
                throw new ConversationFormatException(at(path, field.getKey()), "unknown field; " + advice);
            }
        }
    }

    static String at(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    static String words(JsonNodeType type) {
        return switch (type) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case MISSING -> "missing";
            case BINARY, POJO -> "binary";
        };
    }
}
