package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message of a row, in and out. */
final class MessageJson {

    private static final Set<String> FIELDS = Set.of("role", "content", "name", "tool_calls", "tool_call_id", "weight");
    private static final Set<String> PART = Set.of("type", "text");
    private static final String ADVICE = "a message has role, content, name, tool_calls, tool_call_id and weight";

    private MessageJson() {}

    static Message parse(JsonNode message, String path) {
        JsonShape.expect(message, JsonNodeType.OBJECT, path);
        JsonShape.refuseUnknown(message, FIELDS, path, ADVICE);
        var role = role(message, path);
        var calls = ToolJson.calls(message, role, path);
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
        if (content.isArray()) {
            return parts(content, path + ".content");
        }
        return JsonShape.expect(content, JsonNodeType.STRING, path + ".content").textValue();
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
            JsonShape.refuseUnknown(
                    content.get(part), PART, "%s[%d]".formatted(path, part), "a part has type and text");
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

    private static @Nullable String optionalText(JsonNode message, String field, String path) {
        return JsonShape.optional(message, field, JsonNodeType.STRING, path).textValue();
    }
}
