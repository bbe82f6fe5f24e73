package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation as the variables that chat templates expect; every text that a user typed is guarded. */
final class TemplateContext {

    private TemplateContext() {}

    static Map<String, Object> of(Conversation conversation, Marks marks, String template) {
        boolean knowsDevelopers = template.contains("developer");
        List<Object> messages = new ArrayList<>();
        for (var message : conversation.messages()) {
            messages.add(message(message, marks, knowsDevelopers));
        }
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("messages", messages);
        conversation.offeredTools().ifPresent(tools -> {
            var offered = value(ConversationJson.read(tools), marks);
            if (offered != null) {
                context.put("tools", offered);
            }
        });
        return context;
    }

    private static Map<String, Object> message(Message message, Marks marks, boolean knowsDevelopers) {
        Map<String, Object> fields = new LinkedHashMap<>();
        var role = message.role() == Role.DEVELOPER && !knowsDevelopers ? Role.SYSTEM : message.role();
        fields.put("role", role.word());
        fields.put("content", marks.guard(message.content()));
        message.speaker().ifPresent(name -> fields.put("name", marks.guard(name)));
        if (message.toolCalls() != null) {
            var calls = value(withParsedArguments(message.toolCalls()), marks);
            if (calls != null) {
                fields.put("tool_calls", calls);
            }
        }
        if (message.toolCallId() != null) {
            fields.put("tool_call_id", marks.guard(message.toolCallId()));
        }
        return fields;
    }

    /** Templates want arguments as an object, the API sends them as a string of JSON. */
    private static JsonNode withParsedArguments(String toolCalls) {
        var calls = ConversationJson.read(toolCalls);
        for (var call : calls) {
            if (call.path("function") instanceof ObjectNode function
                    && function.path("arguments").isTextual()) {
                try {
                    function.set(
                            "arguments",
                            ConversationJson.read(function.path("arguments").textValue()));
                } catch (ConversationFormatException notJson) {
                    continue;
                }
            }
        }
        return calls;
    }

    private static @Nullable Object value(JsonNode node, Marks marks) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                var fields = PythonValues.dict();
                node.properties()
                        .forEach(entry -> fields.put(marks.guard(entry.getKey()), value(entry.getValue(), marks)));
                yield fields;
            }
            case ARRAY -> {
                var items = PythonValues.list();
                node.forEach(item -> items.add(value(item, marks)));
                yield items;
            }
            case STRING -> marks.guard(node.textValue());
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }
}
