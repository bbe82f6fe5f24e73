package dev.tailor.worker.bench;

import dev.tailor.model.Benchmark;
import dev.tailor.model.Benchmark.Product;
import dev.tailor.model.Precision;
import java.time.Duration;
import java.util.List;

/** The fastest large matrix products in a number format. */
final class Peak {

    private static final List<Product> LARGE = List.of(new Product(2048, 2048, 2048), new Product(1024, 1024, 4096));
    private static final Duration TIME = Duration.ofSeconds(2);

    private Peak() {}

    /** Floating point operations a second. */
    static double of(Precision precision) {
        return LARGE.stream()
                .mapToDouble(product -> Benchmark.products(precision, product, TIME))
                .max()
                .orElseThrow();
    }
}
