package dev.tailor.worker.bench;

import dev.tailor.model.Benchmark;
import dev.tailor.model.Benchmark.Product;
import dev.tailor.model.Precision;
import java.time.Duration;
import java.util.List;

/** Speed of the products that training is made of, against the fastest large ones. */
record GemmBench(Precision precision, Product product) {

    static final List<String> CASES = Case.precisions().stream()
            .flatMap(precision -> List.of(
                            new Product(2048, 288, 768),
                            new Product(2048, 288, 32_000),
                            new Product(1024, 768, 2048),
                            new Product(1024, 768, 32_000),
                            new Product(2048, 2048, 2048))
                    .stream()
                    .map(product -> new GemmBench(precision, product).name()))
            .toList();

    private static final Duration TIME = Duration.ofSeconds(2);

    static GemmBench of(String name) {
        var parts = List.of(name.split("/"));
        var sides =
                List.of(parts.get(1).split("x")).stream().map(Integer::valueOf).toList();
        return new GemmBench(Case.precision(parts.get(0)), new Product(sides.get(0), sides.get(1), sides.get(2)));
    }

    String name() {
        return "%s/%dx%dx%d".formatted(Case.name(precision), product.m(), product.k(), product.n());
    }

    Line run() {
        double before = Benchmark.peak(precision, TrainBench.PEAK_TIME);
        double value = Benchmark.products(precision, product, TIME);
        double peak = Math.max(value, Math.max(before, Benchmark.peak(precision, TrainBench.PEAK_TIME)));
        return new Line("gemm", name(), new Line.Measured(value / 1e9, peak / 1e9, "GFLOP/s"))
                .with("arithmetic", Benchmark.arithmetic(precision))
                .with("formula", "2 * m * k * n operations a product");
    }
}
