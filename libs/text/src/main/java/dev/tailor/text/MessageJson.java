package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One message of a row, in and out. */
final class MessageJson {

    private MessageJson() {}

    static Message parse(JsonNode message, String path) {
        if (!message.isObject()) {
            throw new ConversationFormatException(path, "must be an object, was " + ConversationJson.kind(message));
        }
        var role = role(message, path);
        var calls = toolCalls(message, path);
        return new Message(
                role,
                content(message, path, calls != null),
                weight(message, path, role),
                optionalText(message, "name", path),
                calls,
                optionalText(message, "tool_call_id", path));
    }

    static ObjectNode node(Message message) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("role", message.role().word());
        node.put("content", message.content());
        if (message.name() != null) {
            node.put("name", message.name());
        }
        if (message.toolCalls() != null) {
            node.set("tool_calls", ConversationJson.read(message.toolCalls()));
        }
        if (message.toolCallId() != null) {
            node.put("tool_call_id", message.toolCallId());
        }
        if (message.weight() == 0) {
            node.put("weight", 0);
        }
        return node;
    }

    private static Role role(JsonNode message, String path) {
        var role = message.get("role");
        if (role == null || !role.isTextual()) {
            throw new ConversationFormatException(path + ".role", "must be one of " + Role.words());
        }
        return Role.of(role.textValue())
                .orElseThrow(() -> new ConversationFormatException(
                        path + ".role", "must be one of %s, was \"%s\"".formatted(Role.words(), role.textValue())));
    }

    private static String content(JsonNode message, String path, boolean callsTools) {
        var content = message.get("content");
        if (content == null || content.isNull()) {
            if (callsTools) {
                return "";
            }
            throw new ConversationFormatException(path + ".content", "missing; it must be a string");
        }
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isArray()) {
            return parts(content, path + ".content");
        }
        throw new ConversationFormatException(
                path + ".content", "must be a string, was " + ConversationJson.kind(content));
    }

    private static String parts(JsonNode content, String path) {
        var text = new StringBuilder();
        for (int part = 0; part < content.size(); part++) {
            var type = content.get(part).path("type").asText("");
            var value = content.get(part).get("text");
            if (!type.equals("text") || value == null || !value.isTextual()) {
                throw new ConversationFormatException(
                        "%s[%d]".formatted(path, part), "must be a part of type text with a string as its text");
            }
            text.append(value.textValue());
        }
        return text.toString();
    }

    private static int weight(JsonNode message, String path, Role role) {
        var weight = message.get("weight");
        if (weight == null || weight.isNull()) {
            return 1;
        }
        boolean known = weight.isNumber() && (weight.asDouble() == 0 || weight.asDouble() == 1);
        if (role != Role.ASSISTANT || !known) {
            throw new ConversationFormatException(path + ".weight", "must be 0 or 1, on an assistant's message only");
        }
        return weight.asInt();
    }

    private static @Nullable String toolCalls(JsonNode message, String path) {
        var calls = message.get("tool_calls");
        if (calls == null || calls.isNull()) {
            return null;
        }
        if (!calls.isArray()) {
            throw new ConversationFormatException(
                    path + ".tool_calls", "must be an array, was " + ConversationJson.kind(calls));
        }
        return calls.isEmpty() ? null : calls.toString();
    }

    private static @Nullable String optionalText(JsonNode message, String field, String path) {
        var value = message.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new ConversationFormatException(
                    path + "." + field, "must be a string, was " + ConversationJson.kind(value));
        }
        return value.textValue();
    }
}
