package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pieces of a tokenizer with their ids, and the bytes that each stands for. */
final class Vocabulary {

    private static final int BYTE_PIECE_LENGTH = "<0xFF>".length();

    private final Map<Integer, String> pieces = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> special = new LinkedHashMap<>();
    private final Map<String, Integer> added = new LinkedHashMap<>();
    private final boolean byteLevel;

    Vocabulary(JsonNode tokenizer) {
        var model = tokenizer.path("model");
        if (model.path("vocab").isArray()) {
            for (int id = 0; id < model.path("vocab").size(); id++) {
                put(model.path("vocab").get(id).get(0).asText(), id);
            }
        } else {
            model.path("vocab")
                    .properties()
                    .forEach(entry -> put(entry.getKey(), entry.getValue().intValue()));
        }
        tokenizer.path("added_tokens").forEach(token -> {
            var content = token.path("content").asText();
            put(content, token.path("id").intValue());
            (token.path("special").asBoolean() ? special : added)
                    .put(content, token.path("id").intValue());
        });
        byteLevel = tokenizer.path("decoder").toString().contains("\"ByteLevel\"");
    }

    Map<String, Integer> special() {
        return special;
    }

    /** Tokens that were added to the model's own and stand for their text. */
    Map<String, Integer> added() {
        return added;
    }

    int size() {
        return pieces.size();
    }

    Optional<Integer> id(String piece) {
        return Optional.ofNullable(ids.get(piece));
    }

    Optional<String> piece(int id) {
        return Optional.ofNullable(pieces.get(id));
    }

    /** What the token writes; a special token writes its spelling. */
    byte[] bytes(int id) {
        var piece = pieces.getOrDefault(id, "");
        if (special.containsKey(piece) || added.containsKey(piece)) {
            return piece.getBytes(StandardCharsets.UTF_8);
        }
        if (byteLevel) {
            return ByteLetters.bytes(piece);
        }
        if (piece.length() == BYTE_PIECE_LENGTH && piece.startsWith("<0x") && piece.endsWith(">")) {
            return new byte[] {(byte) Integer.parseInt(piece.substring(3, 5), 16)};
        }
        return piece.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8);
    }

    private void put(String piece, int id) {
        pieces.put(id, piece);
        ids.put(piece, id);
    }
}
