package dev.tailor.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tokenizer of GPT-2 (vocab.json and merges.txt), and Qwen's, which cuts text otherwise. */
final class MergesFile {

    private static final String END_OF_TEXT = "<|endoftext|>";

    private MergesFile() {}

    static TokenizerFile read(ModelFiles files) {
        Map<String, Integer> pieces = new LinkedHashMap<>();
        files.json("vocab.json")
                .properties()
                .forEach(piece -> pieces.put(piece.getKey(), piece.getValue().asInt(-1)));
        var added = new LinkedHashMap<>(AddedTokens.read(files, pieces));
        var end = pieces.get(END_OF_TEXT);
        if (end != null) {
            added.putIfAbsent(END_OF_TEXT, new AddedTokens.Added(end, true));
        }
        var json = TokenizerJson.of(TokenizerJson.pairs(pieces, merges(files, pieces)), added);
        cut(json, files);
        return new TokenizerFile(json, TokenizerFile.begins(files, false), false, Map.of());
    }

    private static void cut(ObjectNode json, ModelFiles files) {
        var configuration = files.json("tokenizer_config.json");
        if (configuration.path("tokenizer_class").asText().startsWith("Qwen")) {
            json.set("normalizer", TokenizerJson.node("NFC"));
            TokenizerJson.byteLevel(json, TokenizerJson.splitBy(TokenizerJson.QWEN));
            return;
        }
        boolean prefix = configuration.path("add_prefix_space").asBoolean(false);
        TokenizerJson.byteLevel(
                json, TokenizerJson.bytes().put("use_regex", true).put("add_prefix_space", prefix));
    }

    private static List<String> merges(ModelFiles files, Map<String, Integer> pieces) {
        var text = files.text("merges.txt");
        if (text.isEmpty()) {
            throw new TextModelException("%s has vocab.json but no merges.txt; both are needed".formatted(files));
        }
        var lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#version"))
                .toList();
        for (var line : lines) {
            var pair = line.split(" ", -1);
            if (pair.length != 2
                    || !pieces.containsKey(pair[0])
                    || !pieces.containsKey(pair[1])
                    || !pieces.containsKey(pair[0] + pair[1])) {
                throw new TextModelException(
                        "%s: merges.txt joins \"%s\", which vocab.json does not know".formatted(files, line));
            }
        }
        return lines;
    }
}
