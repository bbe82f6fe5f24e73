package dev.tailor.worker.bench;

import dev.tailor.model.BenchmarkShape;
import dev.tailor.model.Precision;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a case's name says in its parts. */
final class Case {

    static final List<BenchmarkShape> SHAPES = List.of(BenchmarkShape.SMALL, BenchmarkShape.MEDIUM);

    /** Those that only a GPU trains in reasonable time. */
    static final List<BenchmarkShape> LARGE = List.of(BenchmarkShape.LARGE);

    private Case() {}

    static BenchmarkShape shape(String part) {
        return Stream.concat(SHAPES.stream(), LARGE.stream())
                .filter(shape -> shape.name().equals(part))
                .findFirst()
                .orElseThrow();
    }

    static Precision precision(String part) {
        return Precision.valueOf(part.toUpperCase(Locale.ROOT));
    }

    static String name(Enum<?> part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    static List<Precision> precisions() {
        return List.of(Precision.BF16, Precision.FP32);
    }
}
