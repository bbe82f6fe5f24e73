package dev.tailor.worker.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.ProcessMemory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One measurement as it is printed: a JSON object on a line. */
final class Line {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(5);

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * @param value in the unit
     * @param ceiling the limit measured in the same process, in the same unit
     */
    record Measured(double value, double ceiling, String unit) {}

    Line(String bench, String name, double value, String unit) {
        fields.put("bench", bench);
        fields.put("case", name);
        with("value", value);
        fields.put("unit", unit);
    }

    Line(String bench, String name, Measured measured) {
        this(bench, name, measured.value(), measured.unit());
        with("ceiling", measured.ceiling());
        with("share", measured.value() / measured.ceiling());
    }

    Line with(String name, double number) {
        fields.put(name, rounded(number));
        return this;
    }

    Line with(String name, long number) {
        fields.put(name, number);
        return this;
    }

    Line with(String name, String text) {
        fields.put(name, text);
        return this;
    }

    /** The fastest, the middle and the number of the repetitions. */
    Line withSeconds(List<Double> seconds) {
        var sorted = seconds.stream().sorted().toList();
        return with("best_seconds", sorted.getFirst())
                .with("median_seconds", sorted.get(sorted.size() / 2))
                .with("repetitions", (long) sorted.size());
    }

    String json() {
        with("threads", threads());
        with("peak_memory_bytes", ProcessMemory.peak());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long threads() {
        var wanted = System.getenv("OMP_NUM_THREADS");
        return wanted == null || wanted.isBlank()
                ? Runtime.getRuntime().availableProcessors()
                : Long.parseLong(wanted.strip());
    }

    private static BigDecimal rounded(double number) {
        var rounded = BigDecimal.valueOf(number).round(DIGITS);
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
