package dev.tailor.data.preparation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Finds where in a line a value stands. */
final class JsonPlaces {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonPlaces() {}

    /** 1-based column of the value at a path such as {@code messages[1].role}, or of its nearest parent. */
    static int column(String text, String path) {
        String pointer = path.isEmpty()
                ? ""
                : "/" + path.replace("[", "/").replace("]", "").replace(".", "/");
        for (String wanted = pointer; !wanted.isEmpty(); wanted = wanted.substring(0, wanted.lastIndexOf('/'))) {
            int column = find(text, wanted);
            if (column > 0) {
                return column;
            }
        }
        return 1;
    }

    private static int find(String text, String pointer) {
        try (JsonParser parser = JSON.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean value = token.isStructStart() || token.isScalarValue();
                if (value && pointer(parser, token.isStructStart()).equals(pointer)) {
                    return parser.currentTokenLocation().getColumnNr();
                }
            }
            return 0;
        } catch (IOException broken) {
            return 0;
        }
    }

    /** At the start of an object or array the parser already stands within it. */
    private static String pointer(JsonParser parser, boolean start) {
        var context = parser.getParsingContext();
        var place = start ? context.getParent() : context;
        return place == null ? "" : place.pathAsPointer().toString();
    }
}
