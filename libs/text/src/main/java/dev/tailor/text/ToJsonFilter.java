package dev.tailor.text;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code tojson} as chat templates mean it: JSON in Python's spacing, without HTML escapes. */
final class ToJsonFilter implements Filter {

    @Override
    public String getName() {
        return "tojson";
    }

    @Override
    public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
        int indent = arguments.length > 0 && arguments[0].chars().allMatch(Character::isDigit)
                ? Integer.parseInt(arguments[0])
                : 0;
        return json(value, indent, 0);
    }

    private static String json(@Nullable Object value, int indent, int depth) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                block(
                        "{}",
                        map.entrySet().stream()
                                .map(entry -> quoted(entry.getKey().toString()) + ": "
                                        + json(entry.getValue(), indent, depth + 1))
                                .toList(),
                        indent,
                        depth);
            case Collection<?> items ->
                block(
                        "[]",
                        items.stream()
                                .map(item -> json(item, indent, depth + 1))
                                .toList(),
                        indent,
                        depth);
            case Number number -> PythonFloat.number(number);
            case Boolean truth -> truth.toString();
            default -> quoted(value.toString());
        };
    }

    private static String block(String brackets, Collection<String> parts, int indent, int depth) {
        char open = brackets.charAt(0);
        char close = brackets.charAt(1);
        if (parts.isEmpty()) {
            return brackets;
        }
        if (indent == 0) {
            return open + String.join(", ", parts) + close;
        }
        var inner = "\n" + " ".repeat(indent * (depth + 1));
        return parts.stream()
                .collect(Collectors.joining("," + inner, open + inner, "\n" + " ".repeat(indent * depth) + close));
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(letter -> {
            switch (letter) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (letter < ' ') {
                        json.append("\\u%04x".formatted(letter));
                    } else {
                        json.append((char) letter);
                    }
                }
            }
        });
        return json.append('"').toString();
    }
}
