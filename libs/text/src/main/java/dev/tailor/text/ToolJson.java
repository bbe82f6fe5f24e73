package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import org.jspecify.annotations.Nullable;

/**
 * Tools on offer and calls of tools, in the form of the chat completions API. A template writes them as they stand, so
 * that a broken one would be learnt.
 */
final class ToolJson {

    private static final String TOOL = "{\"type\":\"function\",\"function\":{\"name\":…,\"parameters\":{…}}}";
    private static final String CALL =
            "{\"id\":…,\"type\":\"function\",\"function\":{\"name\":…,\"arguments\":\"{…}\"}}";

    private ToolJson() {}

    /** JSON array of the tools that a row offers, or null where there are none. */
    static @Nullable String offered(JsonNode row) {
        JsonShape.optional(row, "parallel_tool_calls", JsonNodeType.BOOLEAN, "");
        var tools = JsonShape.optional(row, "tools", JsonNodeType.ARRAY, "");
        for (int at = 0; at < tools.size(); at++) {
            var path = "tools[" + at + "]";
            var function = function(tools.get(at), path, TOOL);
            JsonShape.optional(function, "description", JsonNodeType.STRING, path + ".function");
            JsonShape.optional(function, "parameters", JsonNodeType.OBJECT, path + ".function");
        }
        return tools.isEmpty() ? null : tools.toString();
    }

    /** JSON array of the calls in a message, or null where there are none. */
    static @Nullable String calls(JsonNode message, Role role, String path) {
        var calls = JsonShape.optional(message, "tool_calls", JsonNodeType.ARRAY, path);
        if (calls.isEmpty()) {
            return null;
        }
        if (role != Role.ASSISTANT) {
            throw wrong(path + ".tool_calls", "only an assistant calls tools, not the role \"" + role.word() + "\"");
        }
        for (int at = 0; at < calls.size(); at++) {
            var place = "%s.tool_calls[%d]".formatted(path, at);
            var function = function(calls.get(at), place, CALL);
            JsonShape.optional(calls.get(at), "id", JsonNodeType.STRING, place);
            checkArguments(function.path("arguments"), place + ".function.arguments");
        }
        return calls.toString();
    }

    private static JsonNode function(JsonNode item, String path, String form) {
        JsonShape.expect(item, JsonNodeType.OBJECT, path);
        if (!item.path("type").asText("function").equals("function")) {
            throw wrong(path + ".type", "must be \"function\"");
        }
        var function = item.path("function");
        if (!function.isObject()) {
            throw wrong(path + ".function", "must be an object as in " + form);
        }
        if (function.path("name").asText("").isBlank() || !function.path("name").isTextual()) {
            throw wrong(path + ".function.name", "must be the function's name as a string");
        }
        return function;
    }

    private static void checkArguments(JsonNode arguments, String path) {
        if (arguments.isMissingNode() || arguments.isObject()) {
            return;
        }
        if (!arguments.isTextual() || !isObject(arguments.textValue())) {
            throw wrong(
                    path, "must be the JSON of an object as a string, for example \"{\\\"city\\\": \\\"Oslo\\\"}\"");
        }
    }

    private static boolean isObject(String json) {
        try {
            return ConversationJson.read(json).isObject();
        } catch (ConversationFormatException broken) {
            return false;
        }
    }

    private static ConversationFormatException wrong(String path, String problem) {
        return new ConversationFormatException(path, problem);
    }
}
