package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens that a model's files add to its tokenizer's own pieces. */
final class AddedTokens {

    private AddedTokens() {}

    /** An added token. */
    record Added(int id, boolean special) {}

    /**
     * The tokens of added_tokens.json and tokenizer_config.json, and those of the tokenizer's own pieces that these files
     * name as special.
     */
    static Map<String, Added> read(ModelFiles files, Map<String, Integer> pieces) {
        Map<String, Added> added = new LinkedHashMap<>();
        var configuration = files.json("tokenizer_config.json");
        files.json("added_tokens.json")
                .properties()
                .forEach(token ->
                        added.put(token.getKey(), new Added(token.getValue().asInt(), true)));
        configuration
                .path("added_tokens_decoder")
                .properties()
                .forEach(token -> added.put(
                        token.getValue().path("content").asText(),
                        new Added(
                                number(token.getKey(), files),
                                token.getValue().path("special").asBoolean())));
        for (var document : List.of(files.json("special_tokens_map.json"), configuration)) {
            for (var role : SpecialTokens.NAMES) {
                addOwn(document.path(role), pieces, added);
            }
            document.path("additional_special_tokens").forEach(token -> addOwn(token, pieces, added));
        }
        return added;
    }

    private static void addOwn(JsonNode token, Map<String, Integer> pieces, Map<String, Added> added) {
        var spelling = SpecialTokens.spelling(token);
        var id = pieces.get(spelling);
        if (id != null) {
            added.putIfAbsent(spelling, new Added(id, true));
        }
    }

    private static int number(String id, ModelFiles files) {
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException wrong) {
            throw new TextModelException(
                    "%s: tokenizer_config.json adds a token with the id \"%s\"".formatted(files, id), wrong);
        }
    }
}
