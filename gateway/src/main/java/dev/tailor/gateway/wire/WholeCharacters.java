package dev.tailor.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON can write half of a character (U+D800 to U+DFFF); no encoding can, so that it would change in silence. */
final class WholeCharacters {

    private WholeCharacters() {}

    /** Throws with the path of the text, or of the object whose key it is. */
    static void check(JsonNode node, String path) {
        if (node.isTextual() && isBroken(node.textValue())) {
            throw ApiException.invalid(
                    path,
                    "'%s' holds half of a surrogate pair, which is no character; write both halves, or the character itself"
                            .formatted(path));
        }
        for (int at = 0; node.isArray() && at < node.size(); at++) {
            check(node.get(at), path + "[" + at + "]");
        }
        if (node.isObject()) {
            for (var field : node.properties()) {
                if (isBroken(field.getKey())) {
                    throw ApiException.invalid(
                            path.isEmpty() ? null : path,
                            "A key of '%s' holds half of a surrogate pair, which is no character".formatted(path));
                }
                check(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey());
            }
        }
    }

    private static boolean isBroken(String text) {
        return text.codePoints()
                .anyMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
