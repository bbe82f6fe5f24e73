package dev.tailor.eval.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/** Takes conversations apart at their last assistant message, and plain texts as they are. */
final class ExampleReader {
    private final ObjectMapper json = new ObjectMapper();

    /** Empty for a chat that expects no answer: without an assistant message behind another one. */
    Optional<Example> read(TestRow row) {
        var content = content(row);
        if (content.path("text").isTextual()) {
            return Optional.of(new Example(
                    row.id(), Example.NOTHING_ASKED, content.path("text").asText()));
        }
        var messages = content.path("messages");
        int last = messages.size() - 1;
        while (last >= 0 && !messages.get(last).path("role").asText().equals("assistant")) {
            last--;
        }
        if (last <= 0) {
            return Optional.empty();
        }
        var prompt = JsonNodeFactory.instance.arrayNode();
        for (int turn = 0; turn < last; turn++) {
            prompt.add(messages.get(turn));
        }
        var reference = messages.get(last).path("content").asText("");
        return Optional.of(new Example(row.id(), prompt.toString(), reference));
    }

    private JsonNode content(TestRow row) {
        try {
            return json.readTree(row.json());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The row %s is not JSON".formatted(row.id()), broken);
        }
    }
}
