package dev.tailor.worker.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The benchmarks and their cases. */
enum Benches {
    TRAIN(TrainBench.CASES) {
        @Override
        List<Line> run(String name) {
            return List.of(TrainBench.of(name).run());
        }
    },
    GENERATE(GenerateBench.CASES) {
        @Override
        List<Line> run(String name) {
            return List.of(GenerateBench.of(name).run());
        }
    },
    GEMM(GemmBench.CASES) {
        @Override
        List<Line> run(String name) {
            return List.of(GemmBench.of(name).run());
        }
    },
    PLAN(PlanBench.CASES) {
        @Override
        List<Line> run(String name) throws IOException, InterruptedException {
            return new PlanRun(PlanBench.of(name)).run();
        }
    },
    START(PlanBench.CASES) {
        @Override
        List<Line> run(String name) throws IOException, InterruptedException {
            return new PlanRun(PlanBench.of(name)).start();
        }
    };

    private final List<String> cases;

    Benches(List<String> cases) {
        this.cases = cases;
    }

    static Optional<Benches> named(String name) {
        return Arrays.stream(values()).filter(each -> each.label().equals(name)).findFirst();
    }

    abstract List<Line> run(String name) throws IOException, InterruptedException;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> cases() {
        return cases;
    }

    /** The cases that are measured unless all are asked for: dense batches in bfloat16 of what any machine trains. */
    List<String> usual() {
        return this == TRAIN || this == GENERATE
                ? cases.stream()
                        .filter(name -> name.endsWith("bf16"))
                        .filter(name -> Case.LARGE.stream().noneMatch(shape -> name.startsWith(shape.name())))
                        .toList()
                : cases;
    }
}
