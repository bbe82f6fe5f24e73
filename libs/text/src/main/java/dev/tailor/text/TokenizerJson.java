package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The parts of a tokenizer.json, in the form of the Hugging Face tokenizers library. */
final class TokenizerJson {

    /** How Llama 3 cuts text before it looks for pieces. */
    static final String LLAMA3 = pattern("\\p{N}{1,3}");
    /** How Qwen 2 and 3 do. */
    static final String QWEN = pattern("\\p{N}");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TokenizerJson() {}

    private static String pattern(String digits) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + digits
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    static ObjectNode of(ObjectNode model, Map<String, AddedTokens.Added> added) {
        var json = NODES.objectNode();
        json.put("version", "1.0");
        var tokens = json.putArray("added_tokens");
        added.forEach((content, token) -> tokens.addObject()
                .put("id", token.id())
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", token.special()));
        json.set("normalizer", NullNode.getInstance());
        json.set("pre_tokenizer", NullNode.getInstance());
        json.set("post_processor", NullNode.getInstance());
        json.set("model", model);
        return json;
    }

    /** A model that joins pieces in the order of its merges. */
    static ObjectNode pairs(Map<String, Integer> pieces, List<String> merges) {
        var model = node("BPE");
        var vocabulary = model.putObject("vocab");
        pieces.forEach(vocabulary::put);
        var list = model.putArray("merges");
        merges.forEach(list::add);
        return model;
    }

    /** Makes a tokenizer one of bytes: text is cut by the pattern, and pieces spell bytes. */
    static ObjectNode byteLevel(ObjectNode json, JsonNode split) {
        json.set("pre_tokenizer", split);
        json.set("decoder", bytes());
        return json;
    }

    /** Cuts text by a pattern. */
    static ObjectNode splitBy(String pattern) {
        var sequence = node("Sequence");
        var steps = sequence.putArray("pretokenizers");
        var split = node("Split").put("behavior", "Isolated").put("invert", false);
        split.putObject("pattern").put("Regex", pattern);
        steps.add(split);
        steps.add(bytes());
        return sequence;
    }

    /** Letters for bytes, no cutting. */
    static ObjectNode bytes() {
        return node("ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }

    static ObjectNode replaceText(String text, String content) {
        var replace = node("Replace").put("content", content);
        replace.putObject("pattern").put("String", text);
        return replace;
    }

    static ObjectNode replacePattern(String pattern, String content) {
        var replace = node("Replace").put("content", content);
        replace.putObject("pattern").put("Regex", pattern);
        return replace;
    }

    static ObjectNode node(String type) {
        return NODES.objectNode().put("type", type);
    }
}
