package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A tokenizer in the form of a tokenizer.json, whatever form its files have.
 *
 * @param prefixesFirstOnly whether only the very first text gets a space before it
 * @param named spellings of special tokens by their role, where the files say it themselves
 */
record TokenizerFile(JsonNode json, boolean prefixesFirstOnly, Map<String, String> named) {

    TokenizerFile {
        named = Map.copyOf(named);
    }

    /** Reads tokenizer.json; where there is none tokenizer.model; where there is none vocab.json with merges.txt. */
    static TokenizerFile read(ModelFiles files) {
        var json = files.json("tokenizer.json");
        if (!json.isMissingNode()) {
            return new TokenizerFile(json, PlainPieces.prefixesFirstOnly(json), Map.of());
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
