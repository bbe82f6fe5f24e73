package dev.tailor.gateway.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads a JSON object strictly: every wrong type and every field nobody asked for is named by its full path. */
public final class JsonFields {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;
    private final String path;
    private final Set<String> known = new HashSet<>();

    private JsonFields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    public static JsonFields parse(String text) {
        try {
            var node = MAPPER.readTree(text);
            if (node == null || !node.isObject()) {
                throw ApiException.invalid(null, "The body must be a JSON object");
            }
            return new JsonFields(node, "");
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            var at = where == null ? "" : " at line %d column %d".formatted(where.getLineNr(), where.getColumnNr());
            throw new ApiException(new ApiError(400, "The body is not valid JSON" + at, null, "invalid_json"), e);
        }
    }

    /** A value that is absent, null or "auto" is empty. */
    private Optional<JsonNode> value(String name) {
        known.add(name);
        var value = node.get(name);
        if (value == null || value.isNull()) return Optional.empty();
        return value.isTextual() && value.textValue().equals("auto") ? Optional.empty() : Optional.of(value);
    }

    private <T> Optional<T> read(String name, Function<JsonNode, Optional<T>> reader, String wanted) {
        return value(name)
                .map(value -> reader.apply(value)
                        .orElseThrow(() -> ApiException.invalid(
                                path(name), "'%s' must be %s, was %s".formatted(path(name), wanted, shown(value)))));
    }

    private static String shown(JsonNode value) {
        var text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public Optional<String> text(String name) {
        known.add(name);
        var value = node.get(name);
        if (value == null || value.isNull()) return Optional.empty();
        if (!value.isTextual()) {
            throw ApiException.invalid(path(name), "'%s' must be a string, was %s".formatted(path(name), shown(value)));
        }
        return Optional.of(value.textValue());
    }

    public String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> new ApiException(new ApiError(
                        400,
                        "Missing required parameter: '%s'".formatted(path(name)),
                        path(name),
                        "missing_required_parameter")));
    }

    public Optional<Integer> integer(String name) {
        return read(
                name,
                v -> v.canConvertToInt() && v.canConvertToExactIntegral()
                        ? Optional.of(v.intValue())
                        : Optional.empty(),
                "an integer");
    }

    public Optional<Long> longInteger(String name) {
        return read(
                name,
                v -> v.canConvertToLong() && v.canConvertToExactIntegral()
                        ? Optional.of(v.longValue())
                        : Optional.empty(),
                "an integer");
    }

    public Optional<Double> number(String name) {
        return read(
                name,
                v -> v.isNumber() && Double.isFinite(v.doubleValue()) ? Optional.of(v.doubleValue()) : Optional.empty(),
                "a number");
    }

    public Optional<Boolean> truth(String name) {
        return read(name, v -> v.isBoolean() ? Optional.of(v.booleanValue()) : Optional.empty(), "true or false");
    }

    public Optional<JsonNode> array(String name) {
        return read(name, v -> v.isArray() ? Optional.of(v) : Optional.empty(), "an array");
    }

    /** Text or a list of texts. */
    public List<String> texts(String name) {
        return read(name, JsonFields::textList, "a string or an array of strings")
                .orElse(List.of());
    }

    private static Optional<List<String>> textList(JsonNode value) {
        if (value.isTextual()) return Optional.of(List.of(value.textValue()));
        if (!value.isArray()) return Optional.empty();
        var texts = new ArrayList<String>();
        for (var element : value) {
            if (!element.isTextual()) return Optional.empty();
            texts.add(element.textValue());
        }
        return Optional.of(List.copyOf(texts));
    }

    public Optional<JsonFields> object(String name) {
        return read(
                name, v -> v.isObject() ? Optional.of(new JsonFields(v, path(name))) : Optional.empty(), "an object");
    }

    public void eachText(BiConsumer<String, String> action) {
        for (var entry : node.properties())
            text(entry.getKey()).ifPresent(value -> action.accept(entry.getKey(), value));
    }

    /** Refuses fields that the API knows but this version does not serve. */
    public void refuse(String... names) {
        for (var name : names) {
            if (value(name).isPresent()) {
                throw new ApiException(new ApiError(
                        400,
                        "'%s' is not supported by this version; leave it out".formatted(path(name)),
                        path(name),
                        "unsupported_parameter"));
            }
        }
    }

    /** Accepts fields that change nothing here. */
    public void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** To be called last: whatever was never asked for is unknown. */
    public void end() {
        for (var entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                var full = path(entry.getKey());
                throw new ApiException(
                        new ApiError(400, "Unknown parameter: '" + full + "'", full, "unknown_parameter"));
            }
        }
    }
}
