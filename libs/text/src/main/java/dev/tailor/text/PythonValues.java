package dev.tailor.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Mappings and lists that a template writes as Python does where it puts them into the text as they are. */
final class PythonValues {

    private PythonValues() {}

    /** An empty mapping. */
    static Map<String, @Nullable Object> dict() {
        return new Dict();
    }

    /** An empty list. */
    static List<@Nullable Object> list() {
        return new Items();
    }

    /** {@code repr} of Python 3, but that every character stays as it is save those with a short escape. */
    static String repr(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean truth -> truth ? "True" : "False";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Collection<?> items ->
                items.stream().map(PythonValues::repr).collect(Collectors.joining(", ", "[", "]"));
            case Number number -> PythonFloat.number(number);
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        var quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        return quote
                + text.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                        .replace(quote, "\\" + quote)
                + quote;
    }

    private static final class Dict extends LinkedHashMap<String, @Nullable Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return repr(this);
        }
    }

    private static final class Items extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return repr(this);
        }
    }
}
