package dev.tailor.gateway.catalogue;

import dev.tailor.gateway.wire.ApiException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a training may take and is to do; what is not named is left to training-service. */
public record CatalogueQuery(Map<String, String> asked) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([KMGT]?)(I?)B?");
    private static final String UNITS = "KMGT";

    public CatalogueQuery {
        asked = Map.copyOf(asked);
    }

    /** Bytes: a number, or one with a unit such as 16GB or 16GiB. */
    public Optional<Long> memory() {
        return text("memory").map(CatalogueQuery::bytes);
    }

    public Optional<Long> whole(String name) {
        return text(name).map(text -> number(name, text)).map(BigDecimal::longValue);
    }

    public Optional<Double> number(String name) {
        return text(name).map(text -> number(name, text)).map(BigDecimal::doubleValue);
    }

    /** One of the choices. */
    public Optional<String> choice(String name, List<String> choices) {
        var text = text(name);
        text.filter(word -> !choices.contains(word)).ifPresent(word -> {
            throw ApiException.invalid(
                    name, "%s must be one of %s, was '%s'".formatted(name, String.join(", ", choices), word));
        });
        return text;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(asked.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static BigDecimal number(String name, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw ApiException.invalid(name, "%s must be a number above 0, was '%s'".formatted(name, text));
        }
        return new BigDecimal(text);
    }

    private static long bytes(String text) {
        var size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw ApiException.invalid(
                    "memory", "memory must be bytes or a size such as 16GB, was '%s'".formatted(text));
        }
        var unit = size.group(2);
        var base = BigDecimal.valueOf(size.group(3).isEmpty() ? 1000 : 1024);
        var factor = unit.isEmpty() ? BigDecimal.ONE : base.pow(UNITS.indexOf(unit) + 1);
        return new BigDecimal(size.group(1))
                .multiply(factor)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }
}
