package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON can write half of a character (U+D800 to U+DFFF); no encoding can, so that it would change in silence. */
final class WholeCharacters {

    private WholeCharacters() {}

    /** Throws with the path of the text, or of the object whose key it is. */
    static void check(JsonNode node, String path) {
        if (node.isTextual() && isBroken(node.textValue())) {
            throw new ConversationFormatException(
                    path,
                    "holds half of a surrogate pair, which is no character;"
                            + " write both halves, or the character itself");
        }
        for (int at = 0; node.isArray() && at < node.size(); at++) {
            check(node.get(at), path + "[" + at + "]");
        }
        if (node.isObject()) {
            for (var field : node.properties()) {
                if (isBroken(field.getKey())) {
                    throw new ConversationFormatException(
                            path, "a key holds half of a surrogate pair, which is no character");
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
