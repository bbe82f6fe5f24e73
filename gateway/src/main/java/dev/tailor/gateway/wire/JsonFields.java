package dev.tailor.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads a JSON object strictly: every wrong type and every field nobody asked for is named by its full path. */
public final class JsonFields {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode node;
    private final String path;
    private final Auto auto;
    private final Set<String> known = new HashSet<>();

    /** What the text "auto" is where another kind of value is read. */
    private enum Auto {
        WRONG,
        ABSENT
    }

    private JsonFields(JsonNode node, String path, Auto auto) {
        this.node = node;
        this.path = path;
        this.auto = auto;
    }

    public static JsonFields parse(String text) {
        try {
            var node = MAPPER.readTree(text);
            if (node == null || !node.isObject()) {
                throw ApiException.invalid(null, "The body must be a JSON object");
            }
            WholeCharacters.check(node, "");
            return new JsonFields(node, "", Auto.WRONG);
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
    }

    private static ApiException refusal(JsonProcessingException e) {
        var where = e.getLocation();
        var at = where == null ? "" : " at line %d column %d".formatted(where.getLineNr(), where.getColumnNr());
        var twice = twice(e);
        var message = twice.map(name -> "The body names '%s' a second time%s; keep one of them".formatted(name, at))
                .orElse("The body is not valid JSON" + at);
        var code = twice.isPresent() ? "duplicate_parameter" : "invalid_json";
        return new ApiException(new ApiError(400, message, twice.orElse(null), code), e);
    }

    /** The path of the key that is there already; the parser stands at it. */
    private static Optional<String> twice(JsonProcessingException e) {
        return e.getProcessor() instanceof JsonParser parser
                        && e.getOriginalMessage().startsWith("Duplicate field")
                ? Optional.of(parser.getParsingContext()
                        .pathAsPointer()
                        .toString()
                        .substring(1)
                        .replace('/', '.'))
                : Optional.empty();
    }

    /** A value that is absent, null, or "auto" where that stands for absent, is empty. */
    private Optional<JsonNode> value(String name) {
        known.add(name);
        var value = node.get(name);
        if (value == null || value.isNull()) return Optional.empty();
        return auto == Auto.ABSENT && isAuto(value) ? Optional.empty() : Optional.of(value);
    }

    private static boolean isAuto(JsonNode value) {
        return value.isTextual() && value.textValue().equals("auto");
    }

    private <T> Optional<T> read(String name, Function<JsonNode, Optional<T>> reader, String kind) {
        var wanted = auto == Auto.ABSENT ? kind + ", or \"auto\"" : kind;
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
        return text(name).orElseThrow(() -> ApiException.missing(path(name)));
    }

    public Optional<Integer> integer(String name) {
        return read(
                name,
                v -> v.canConvertToInt() && v.canConvertToExactIntegral()
                        ? Optional.of(v.intValue())
                        : Optional.empty(),
                "an integer from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** With the bounds that the API has for it. */
    public Optional<Integer> integer(String name, int least, int most) {
        return read(
                name,
                v -> v.canConvertToInt()
                                && v.canConvertToExactIntegral()
                                && v.intValue() >= least
                                && v.intValue() <= most
                        ? Optional.of(v.intValue())
                        : Optional.empty(),
                "an integer from %d to %d".formatted(least, most));
    }

    public Optional<Long> longInteger(String name) {
        return read(
                name,
                v -> v.canConvertToLong() && v.canConvertToExactIntegral()
                        ? Optional.of(v.longValue())
                        : Optional.empty(),
                "an integer from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    public Optional<Double> number(String name) {
        return read(
                name,
                v -> v.isNumber() && Double.isFinite(v.doubleValue()) ? Optional.of(v.doubleValue()) : Optional.empty(),
                "a number");
    }

    public Optional<Double> positive(String name, double most) {
        return read(
                name,
                v -> v.isNumber() && v.doubleValue() > 0 && v.doubleValue() <= most
                        ? Optional.of(v.doubleValue())
                        : Optional.empty(),
                "a number above 0 and at most %.0f".formatted(most));
    }

    public Optional<Boolean> truth(String name) {
        return read(name, v -> v.isBoolean() ? Optional.of(v.booleanValue()) : Optional.empty(), "true or false");
    }

    public Optional<JsonNode> array(String name) {
        return read(name, v -> v.isArray() ? Optional.of(v) : Optional.empty(), "an array");
    }

    public List<String> texts(String name) {
        return read(name, JsonFields::textList, "an array of strings").orElse(List.of());
    }

    /** Of the one or the other kind; a single text makes a list of one. */
    public List<String> textOrTexts(String name) {
        return read(
                        name,
                        v -> v.isTextual() ? Optional.of(List.of(v.textValue())) : textList(v),
                        "a string or an array of strings")
                .orElse(List.of());
    }

    /** The one word stands for an empty list, which is no answer of its own. */
    public List<String> textsOr(String word, String name) {
        return read(
                        name,
                        v -> v.isTextual() && v.textValue().equals(word)
                                ? Optional.of(List.of())
                                : textList(v).filter(texts -> !texts.isEmpty()),
                        "\"%s\" or an array of at least one string".formatted(word))
                .orElse(List.of());
    }

    private static Optional<List<String>> textList(JsonNode value) {
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
                name,
                v -> v.isObject() ? Optional.of(new JsonFields(v, path(name), auto)) : Optional.empty(),
                "an object");
    }

    /** An object in which, at any depth, "auto" leaves a value open. */
    public Optional<JsonFields> settings(String name) {
        return object(name).map(fields -> new JsonFields(fields.node, fields.path, Auto.ABSENT));
    }

    public boolean isEmpty() {
        return node.isEmpty();
    }

    /** All fields, of an object that holds texts alone. */
    public Map<String, String> textByName() {
        var texts = new LinkedHashMap<String, String>();
        for (var entry : node.properties()) text(entry.getKey()).ifPresent(value -> texts.put(entry.getKey(), value));
        return texts;
    }

    /** Refuses fields that the API knows but this version does not serve. */
    public void refuse(String... names) {
        for (var name : names) {
            if (value(name).isPresent()) throw unsupported(name, "leave it out");
        }
    }

    /** Refuses such a field unless its value asks for nothing. */
    public void refuseUnless(String name, Predicate<JsonNode> asksForNothing, String words) {
        if (value(name).filter(asksForNothing.negate()).isPresent()) {
            throw unsupported(name, "leave it out or send " + words);
        }
    }

    private ApiException unsupported(String name, String remedy) {
        var message = "'%s' is not supported by this version; %s".formatted(path(name), remedy);
        return new ApiException(new ApiError(400, message, path(name), "unsupported_parameter"));
    }

    /** Accepts fields that change nothing here. */
    public void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** To be called last: whatever was never asked for is unknown. */
    public void end() {
        for (var entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                throw ApiException.unknown(path(entry.getKey()));
            }
        }
    }
}
