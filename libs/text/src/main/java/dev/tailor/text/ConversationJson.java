package dev.tailor.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads rows of chat messages, of prompt and completion, or of plain text, and writes the canonical form: {@code
 * messages} and then {@code tools}, fields in a fixed order, no spaces, {@code weight} only where it is 0; a plain text
 * as {@code text} alone. Equal conversations give equal text.
 */
public final class ConversationJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Set<String> CHAT_FIELDS = Set.of("messages", "tools", "parallel_tool_calls");
    private static final Set<String> COMPLETION_FIELDS = Set.of("prompt", "completion");

    private ConversationJson() {}

    /** Throws {@link ConversationFormatException} that says what is wrong and where. */
    public static Conversation parse(String json) {
        var row = read(json);
        if (!row.isObject()) {
            throw new ConversationFormatException(
                    "", "a row must be a JSON object, this one is " + JsonShape.words(row.getNodeType()));
        }
        WholeCharacters.check(row, "");
        if (row.has("messages")) {
            return chat(row);
        }
        return row.has("text") ? plain(row) : completion(row);
    }

    /** Canonical JSON on one line. */
    public static String write(Conversation conversation) {
        var row = JsonNodeFactory.instance.objectNode();
        if (conversation.plainText().isPresent()) {
            return row.put("text", conversation.plainText().get()).toString();
        }
        var messages = row.putArray("messages");
        conversation.messages().forEach(message -> messages.add(MessageJson.node(message)));
        conversation.offeredTools().ifPresent(tools -> row.set("tools", read(tools)));
        return row.toString();
    }

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            int column = broken.getLocation() == null ? 0 : broken.getLocation().getColumnNr();
            throw new ConversationFormatException(
                    "", "broken JSON at column %d: %s".formatted(column, JsonMistake.inWords(broken)), column);
        }
    }

    private static Conversation chat(JsonNode row) {
        JsonShape.refuseUnknown(row, CHAT_FIELDS, "", "a chat row has messages and tools");
        var messages = row.get("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new ConversationFormatException("messages", "must be an array with at least one message");
        }
        List<Message> turns = new ArrayList<>();
        for (int turn = 0; turn < messages.size(); turn++) {
            turns.add(MessageJson.parse(messages.get(turn), "messages[" + turn + "]"));
        }
        return new Conversation(turns, ToolJson.offered(row));
    }

    private static Conversation plain(JsonNode row) {
        JsonShape.refuseUnknown(row, Set.of("text"), "", "a row of plain text has only text");
        var text = text(row, "text");
        if (text.isEmpty()) {
            throw new ConversationFormatException("text", "must not be empty");
        }
        return Conversation.plain(text);
    }

    private static Conversation completion(JsonNode row) {
        if (!row.has("prompt") && !row.has("completion")) {
            throw new ConversationFormatException(
                    "messages", "missing; a row has messages, or a prompt and a completion, or a text");
        }
        JsonShape.refuseUnknown(row, COMPLETION_FIELDS, "", "a row of a completion has prompt and completion only");
        return new Conversation(List.of(Message.user(text(row, "prompt")), Message.assistant(text(row, "completion"))));
    }

    private static String text(JsonNode row, String field) {
        var value = row.get(field);
        if (value == null) {
            throw new ConversationFormatException(field, "missing; a row with one of prompt and completion needs both");
        }
        return JsonShape.expect(value, JsonNodeType.STRING, field).textValue();
    }
}
