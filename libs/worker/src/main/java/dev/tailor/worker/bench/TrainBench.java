package dev.tailor.worker.bench;

import dev.tailor.model.Benchmark;
import dev.tailor.model.BenchmarkRows;
import dev.tailor.model.BenchmarkShape;
import dev.tailor.model.Method;
import dev.tailor.model.Precision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tokens a second of a training, against the fastest large products in the same number format. */
record TrainBench(BenchmarkShape shape, Method method, Precision precision, BenchmarkRows rows) {

    static final List<String> CASES = Case.precisions().stream()
            .flatMap(precision -> Stream.concat(Case.SHAPES.stream(), Case.LARGE.stream())
                    .flatMap(shape -> Stream.of(Method.FULL, Method.LORA)
                            .flatMap(method -> Arrays.stream(BenchmarkRows.values())
                                    .map(rows -> new TrainBench(shape, method, precision, rows).name()))))
            .toList();

    private static final double SECONDS = 20;
    static final Duration PEAK_TIME = Duration.ofSeconds(2);
    private static final int WARM_UP = 2;
    private static final int FEWEST_PASSES = 3;
    private static final int STEPS_OF_REAL_ROWS = 8;

    static TrainBench of(String name) {
        var parts = List.of(name.split("/"));
        return new TrainBench(
                Case.shape(parts.get(0)),
                parts.get(1).equals("full") ? Method.FULL : Method.LORA,
                Case.precision(parts.get(2)),
                parts.size() > 3 ? BenchmarkRows.GSM8K : BenchmarkRows.DENSE);
    }

    String name() {
        var name = "%s/%s/%s".formatted(shape.name(), Case.name(method), Case.name(precision));
        return rows == BenchmarkRows.DENSE ? name : name + "/" + Case.name(rows);
    }

    Benchmark.Stepper stepper() {
        return Benchmark.train(shape, method, precision, rows);
    }

    /** A pass is a step, or the steps that it takes to see all real rows. */
    Line run() {
        double peak = Benchmark.peak(precision, PEAK_TIME);
        List<Double> seconds = new ArrayList<>();
        long tokens = 0;
        try (var stepper = stepper()) {
            for (int i = 0; i < WARM_UP; i++) {
                stepper.step();
            }
            peak = Math.max(peak, Benchmark.peak(precision, PEAK_TIME));
            double spent = 0;
            while (seconds.size() < FEWEST_PASSES || spent < SECONDS) {
                long began = System.nanoTime();
                tokens = pass(stepper);
                seconds.add((System.nanoTime() - began) / 1e9);
                spent += seconds.getLast();
            }
        }
        peak = Math.max(peak, Benchmark.peak(precision, PEAK_TIME));
        double perToken = (double) method.operations() * shape.config().parameters();
        double best = seconds.stream().min(Double::compare).orElseThrow();
        return new Line("train", name(), new Line.Measured(tokens / best, peak / perToken, "tokens/s"))
                .withSeconds(seconds)
                .with("tokens", tokens)
                .with("parameters", shape.config().parameters())
                .with("peak_gflops", peak / 1e9)
                .with("arithmetic", Benchmark.arithmetic(precision))
                .with("formula", "share = %d * parameters * value / peak".formatted(method.operations()));
    }

    private long pass(Benchmark.Stepper stepper) {
        long tokens = 0;
        for (int step = 0; step < (rows == BenchmarkRows.DENSE ? 1 : STEPS_OF_REAL_ROWS); step++) {
            tokens += stepper.step();
        }
        return tokens;
    }
}
