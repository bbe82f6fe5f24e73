package dev.tailor.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Variants of a tokenizer.json. The plain ones know no added tokens, so that no text can become one of them; the
 * continuing one puts no space before its text, for text that goes on behind other text.
 */
final class PlainPieces {

    /** Takes away the spaces before a text. */
    static final String SPACES_IN_FRONT = "\\A +";

    private static final Map<String, String> OPTIONS =
            Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

    private PlainPieces() {}

    static HuggingFaceTokenizer whole(JsonNode tokenizer) {
        return open(untruncated(tokenizer));
    }

    static HuggingFaceTokenizer beginning(JsonNode tokenizer) {
        return open(withoutAdded(tokenizer));
    }

    static HuggingFaceTokenizer continuing(JsonNode tokenizer) {
        var plain = withoutAdded(tokenizer);
        plain.set("normalizer", withoutPrefix(plain.path("normalizer")));
        plain.set("pre_tokenizer", withoutPrefix(plain.path("pre_tokenizer")));
        return open(plain);
    }

    /** Whether only the very first text gets a space before it. */
    static boolean prefixesFirstOnly(JsonNode tokenizer) {
        return tokenizer.path("pre_tokenizer").toString().contains("\"prepend_scheme\":\"first\"");
    }

    private static ObjectNode untruncated(JsonNode tokenizer) {
        ObjectNode copy = tokenizer.deepCopy();
        copy.set("truncation", NullNode.getInstance());
        copy.set("padding", NullNode.getInstance());
        return copy;
    }

    private static ObjectNode withoutAdded(JsonNode tokenizer) {
        var copy = untruncated(tokenizer);
        copy.putArray("added_tokens");
        copy.set("post_processor", NullNode.getInstance());
        return copy;
    }

    private static JsonNode withoutPrefix(JsonNode step) {
        if (step.path("type").asText().equals("Prepend")
                || step.at("/pattern/Regex").asText().equals(SPACES_IN_FRONT)) {
            return NullNode.getInstance();
        }
        if (step instanceof ObjectNode object) {
            if (object.has("prepend_scheme")) {
                object.put("prepend_scheme", "never");
            }
            if (object.has("add_prefix_space")) {
                object.put("add_prefix_space", false);
            }
            object.properties().forEach(entry -> {
                if (entry.getValue() instanceof ArrayNode steps) {
                    entry.setValue(eachWithoutPrefix(steps));
                }
            });
        }
        return step;
    }

    private static ArrayNode eachWithoutPrefix(ArrayNode steps) {
        var kept = steps.arrayNode();
        for (var step : steps) {
            var changed = withoutPrefix(step);
            if (!changed.isNull()) {
                kept.add(changed);
            }
        }
        return kept;
    }

    private static HuggingFaceTokenizer open(JsonNode tokenizer) {
        try {
            var bytes = tokenizer.toString().getBytes(StandardCharsets.UTF_8);
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), OPTIONS);
        } catch (IOException | RuntimeException refused) {
            throw new TextModelException("The tokenizer is not understood: " + refused.getMessage(), refused);
        }
    }
}
