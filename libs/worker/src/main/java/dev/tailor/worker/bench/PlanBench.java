package dev.tailor.worker.bench;

import dev.tailor.model.Benchmark;
import dev.tailor.model.BenchmarkRows;
import dev.tailor.model.BenchmarkShape;
import dev.tailor.model.Cadence;
import dev.tailor.model.FineTuner;
import dev.tailor.model.GuardLimits;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.Optimization;
import dev.tailor.model.Precision;
import dev.tailor.model.ProcessMemory;
import dev.tailor.model.Prompts;
import dev.tailor.model.Schedule;
import dev.tailor.model.TrainingEstimate;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An estimate, and the training that it is about, each in a process of its own, on rows as long as real ones. */
record PlanBench(BenchmarkShape shape, Method method) {

    static final List<String> CASES = Case.SHAPES.stream()
            .flatMap(shape -> Stream.of(Method.FULL, Method.LORA).map(method -> new PlanBench(shape, method).name()))
            .toList();

    private static final int ROWS_PER_STEP = 8;
    private static final int EPOCHS = 2;

    /**
     * What a process found.
     *
     * @param memory its peak in bytes
     * @param seconds of a step
     */
    record Figures(long memory, double seconds) {

        static Figures parse(String text) {
            var parts = text.strip().split(" ");
            return new Figures(Long.parseLong(parts[0]), Double.parseDouble(parts[1]));
        }

        String text() {
            return memory + " " + seconds;
        }
    }

    static PlanBench of(String name) {
        var parts = List.of(name.split("/"));
        return new PlanBench(Case.shape(parts.get(0)), parts.get(1).equals("full") ? Method.FULL : Method.LORA);
    }

    String name() {
        return "%s/%s".formatted(shape.name(), Case.name(method));
    }

    void prepare(Path work) throws IOException {
        Benchmark.write(shape, work.resolve("model"));
    }

    Figures planned(Path work) {
        var rows = Benchmark.examples(shape, BenchmarkRows.GSM8K);
        var validation = rows.subList(0, ROWS_PER_STEP);
        var estimate = TrainingEstimate.measure(plan(work), rows, validation, Long.MAX_VALUE);
        return new Figures(estimate.memory().total(), estimate.stepSeconds());
    }

    Figures actual(Path work) {
        var rows = Benchmark.examples(shape, BenchmarkRows.GSM8K);
        var clock = new StepClock();
        new FineTuner(clock, () -> false).run(plan(work), rows, rows.subList(0, ROWS_PER_STEP));
        return new Figures(ProcessMemory.peak(), clock.mean());
    }

    /** Ends after the first step. */
    Figures started(Path work) {
        var clock = new StepClock();
        new FineTuner(clock, () -> true).run(plan(work), Benchmark.examples(shape, BenchmarkRows.GSM8K), List.of());
        return new Figures(ProcessMemory.peak(), clock.uptime());
    }

    private TrainingPlan plan(Path work) {
        var settings = new TrainingSettings(
                method,
                LoraSettings.DEFAULT,
                new Optimization(1e-4, Schedule.COSINE, 0.05, 0, 1, 0, false, 0),
                EPOCHS,
                ROWS_PER_STEP,
                ROWS_PER_STEP,
                Precision.BF16,
                false,
                0,
                1,
                Cadence.AT_THE_END,
                GuardLimits.DEFAULT);
        return new TrainingPlan(
                work.resolve("model"),
                Optional.empty(),
                "bench",
                settings,
                work.resolve("steps"),
                Optional.empty(),
                work.resolve("out"),
                Prompts.NONE);
    }

    List<Line> lines(Figures started) {
        return List.of(new Line("start", name(), started.seconds(), "seconds"));
    }

    List<Line> lines(Figures planned, Figures actual) {
        return List.of(
                new Line("plan", name() + "/memory", planned.memory(), "bytes").with("actual", actual.memory()),
                new Line("plan", name() + "/step", planned.seconds(), "seconds").with("actual", actual.seconds()));
    }
}
