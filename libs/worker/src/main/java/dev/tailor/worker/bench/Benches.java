package dev.tailor.worker.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The benchmarks and their cases. */
enum Benches {
    TRAIN(TrainBench.CASES) {
        @Override
        Line run(String name) {
            return TrainBench.of(name).run();
        }
    },
    GENERATE(GenerateBench.CASES) {
        @Override
        Line run(String name) {
            return GenerateBench.of(name).run();
        }
    },
    GEMM(GemmBench.CASES) {
        @Override
        Line run(String name) {
            return GemmBench.of(name).run();
        }
    };

    private final List<String> cases;

    Benches(List<String> cases) {
        this.cases = cases;
    }

    static Optional<Benches> named(String name) {
        return Arrays.stream(values()).filter(each -> each.label().equals(name)).findFirst();
    }

    abstract Line run(String name);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> cases() {
        return cases;
    }

    /** The cases that are measured unless all are asked for: dense batches in bfloat16. */
    List<String> usual() {
        return this == GEMM
                ? cases
                : cases.stream().filter(name -> name.endsWith("bf16")).toList();
    }
}
