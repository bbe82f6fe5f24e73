package dev.tailor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Base against tuned as a table, a row per metric. */
final class ComparisonTable {
    private static final double LARGE = 100_000;

    private ComparisonTable() {}

    static String of(JsonNode comparison) {
        var table = new StringBuilder(String.format(
                Locale.ROOT, "  %-12s %-32s %-32s %-32s %s%n", "metric", "base", "tuned", "difference", "p"));
        for (var metric : comparison.path("metrics")) {
            table.append(String.format(
                    Locale.ROOT,
                    "  %-12s %-32s %-32s %-32s %s%n",
                    metric.path("name").asText(),
                    interval(metric.path("base")),
                    interval(metric.path("tuned")),
                    interval(metric.path("difference")),
                    metric.path("p_value").isNumber()
                            ? String.format(
                                    Locale.ROOT, "%.4f", metric.path("p_value").asDouble())
                            : "-"));
        }
        return table.toString();
    }

    private static String interval(JsonNode estimate) {
        return "%s [%s, %s]".formatted(number(estimate, "value"), number(estimate, "low"), number(estimate, "high"));
    }

    private static String number(JsonNode estimate, String field) {
        double value = estimate.path(field).asDouble();
        return String.format(Locale.ROOT, Math.abs(value) < LARGE ? "%.3f" : "%.2e", value);
    }
}
