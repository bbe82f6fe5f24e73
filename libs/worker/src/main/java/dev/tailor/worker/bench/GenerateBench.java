package dev.tailor.worker.bench;

import dev.tailor.model.Benchmark;
import dev.tailor.model.Benchmark.Continuation;
import dev.tailor.model.BenchmarkShape;
import dev.tailor.model.Precision;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Tokens a second of a greedy continuation, against the time it takes only to read the weights once per token. */
record GenerateBench(BenchmarkShape shape, Precision precision) {

    static final List<String> CASES = Case.precisions().stream()
            .flatMap(precision -> Case.SHAPES.stream().map(shape -> new GenerateBench(shape, precision).name()))
            .toList();

    private static final Continuation CONTINUATION = new Continuation(32, 128);
    private static final Duration TIME = Duration.ofSeconds(15);
    private static final Duration READING = Duration.ofSeconds(3);

    static GenerateBench of(String name) {
        var parts = List.of(name.split("/"));
        return new GenerateBench(Case.shape(parts.get(0)), Case.precision(parts.get(1)));
    }

    String name() {
        return "%s/%s".formatted(shape.name(), Case.name(precision));
    }

    Line run() {
        double before = Benchmark.reading(bytes(), READING);
        var seconds = Benchmark.generate(shape, precision, CONTINUATION, TIME);
        double reading = Math.max(before, Benchmark.reading(bytes(), READING));
        var measured =
                new Line.Measured(CONTINUATION.tokens() / Collections.min(seconds), reading / bytes(), "tokens/s");
        return new Line("generate", name(), measured)
                .withSeconds(seconds)
                .with("prompt_tokens", (long) CONTINUATION.prompt())
                .with("new_tokens", (long) CONTINUATION.tokens())
                .with("weight_bytes", bytes())
                .with("bytes_per_second", reading)
                .with("arithmetic", Benchmark.arithmetic(precision))
                .with("formula", "share = weight_bytes * value / bytes_per_second");
    }

    private long bytes() {
        return shape.config().parameters() * (Benchmark.arithmetic(precision).equals("bf16") ? 2 : 4);
    }
}
