package dev.tailor.eval.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.eval.InvalidRequest;
import dev.tailor.eval.UnknownField;
import java.util.Set;

/**
 * A checked conversation as JSON, {"messages":[…],"tools":[…]}: contents are strings, roles and fields are
 * known, and so is what holds nothing, which is left out. Errors name the field as the public API does.
 */
public record Conversation(String json) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> FIELDS = Set.of("role", "content", "name", "tool_calls", "tool_call_id");
    private static final Set<String> PART = Set.of("type", "text");
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");

    /** A conversation without tools. */
    public static Conversation parse(String messagesJson) {
        return parse(messagesJson, "[]");
    }

    /** A conversation that offers the given JSON array of tools. */
    public static Conversation parse(String messagesJson, String toolsJson) {
        var messages = array("messages", messagesJson);
        if (messages.isEmpty()) {
            throw new InvalidRequest("messages", "messages must hold at least one message");
        }
        var conversation = JsonNodeFactory.instance.objectNode();
        var checked = conversation.putArray("messages");
        for (int turn = 0; turn < messages.size(); turn++) {
            checked.add(message(messages.get(turn), "messages[" + turn + "]"));
        }
        var tools = array("tools", toolsJson);
        for (int number = 0; number < tools.size(); number++) {
            checkTool(tools.get(number), "tools[" + number + "]");
        }
        if (!tools.isEmpty()) {
            conversation.set("tools", tools);
        }
        return new Conversation(conversation.toString());
    }

    private static JsonNode array(String field, String json) {
        try {
            var node = MAPPER.readTree(json);
            if (!node.isArray()) {
                throw new InvalidRequest(field, field + " must be an array");
            }
            return node;
        } catch (JsonProcessingException broken) {
            throw new InvalidRequest(field, "%s is broken JSON: %s".formatted(field, broken.getOriginalMessage()));
        }
    }

    private static ObjectNode message(JsonNode message, String path) {
        if (!message.isObject()) {
            throw new InvalidRequest(path, path + " must be an object");
        }
        refuseUnknown(message, FIELDS, path, "a message has role, content, name, tool_calls and tool_call_id");
        var role = message.path("role").asText("");
        if (!ROLES.contains(role)) {
            throw new InvalidRequest(
                    path + ".role",
                    "%s.role must be one of system, developer, user, assistant and tool, was \"%s\""
                            .formatted(path, role));
        }
        var checked = JsonNodeFactory.instance.objectNode();
        checked.put("role", role);
        checked.put("content", content(message, path));
        copy(message, checked, "name");
        copy(message, checked, "tool_calls");
        copy(message, checked, "tool_call_id");
        return checked;
    }

    private static void checkTool(JsonNode tool, String path) {
        if (!tool.path("type").asText("").equals("function")) {
            throw new InvalidRequest(path + ".type", path + ".type must be \"function\"");
        }
        var function = tool.path("function");
        if (!function.path("name").isTextual()) {
            throw new InvalidRequest(
                    path + ".function.name", path + ".function must be an object with a string as its name");
        }
        var parameters = function.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isObject()) {
            throw new InvalidRequest(
                    path + ".function.parameters", path + ".function.parameters must be an object, a JSON schema");
        }
    }

    private static String content(JsonNode message, String path) {
        var content = message.path("content");
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isArray()) {
            return parts(content, path + ".content");
        }
        if ((content.isNull() || content.isMissingNode())
                && message.path("tool_calls").isArray()) {
            return "";
        }
        throw new InvalidRequest(
                path + ".content", path + ".content must be a string or an array of parts of type text");
    }

    private static String parts(JsonNode parts, String path) {
        var text = new StringBuilder();
        for (int number = 0; number < parts.size(); number++) {
            var part = parts.get(number);
            var place = "%s[%d]".formatted(path, number);
            if (!part.path("type").asText("").equals("text")
                    || !part.path("text").isTextual()) {
                throw new InvalidRequest(place, place + " must be a part of type text; these models read text only");
            }
            refuseUnknown(part, PART, place, "a part of type text has type and text");
            text.append(part.path("text").textValue());
        }
        return text.toString();
    }

    /** Clients send back what an answer had, also where that held nothing. */
    private static void refuseUnknown(JsonNode object, Set<String> known, String path, String advice) {
        for (var field : object.properties()) {
            var value = field.getValue();
            boolean holdsNothing = value.isNull() || value.isContainerNode() && value.isEmpty();
            if (!known.contains(field.getKey()) && !holdsNothing) {
                var place = path + "." + field.getKey();
                throw new UnknownField(place, "Unknown parameter: '%s'; %s".formatted(place, advice));
            }
        }
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        var value = from.path(field);
        if (!value.isMissingNode() && !value.isNull()) {
            to.set(field, value);
        }
    }
}
