package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A tokenizer in the form of a tokenizer.json, whatever form its files have.
 *
 * @param begins whether a text that stands alone begins with the token for that
 * @param prefixesFirstOnly whether only the very first text gets a space before it
 * @param named spellings of special tokens by their role, where the files say it themselves
 */
record TokenizerFile(JsonNode json, boolean begins, boolean prefixesFirstOnly, Map<String, String> named) {

    TokenizerFile {
        named = Map.copyOf(named);
    }

    /** What tokenizer_config.json says about the beginning of a text, or what holds for this kind of tokenizer. */
    static boolean begins(ModelFiles files, boolean otherwise) {
        return files.json("tokenizer_config.json").path("add_bos_token").asBoolean(otherwise);
    }

    private static boolean hasBegin(JsonNode json) {
        return json.path("post_processor").findValues("single").stream()
                .anyMatch(template -> template.path(0).has("SpecialToken"));
    }

    /** Reads tokenizer.json; where there is none tokenizer.model; where there is none vocab.json with merges.txt. */
    static TokenizerFile read(ModelFiles files) {
        var json = files.json("tokenizer.json");
        if (!json.isMissingNode()) {
            return new TokenizerFile(
                    json, begins(files, hasBegin(json)), PlainPieces.prefixesFirstOnly(json), Map.of());
        }
        var model = files.bytes("tokenizer.model");
        if (model.length > 0) {
            return RankFile.isOne(model) ? RankFile.read(model, files) : SentencePieceFile.read(model, files);
        }
        if (!files.json("vocab.json").isMissingNode()) {
            return MergesFile.read(files);
        }
        throw new TextModelException(
                "%s has no tokenizer: neither tokenizer.json, nor tokenizer.model, nor vocab.json with merges.txt"
                        .formatted(files));
    }
}
