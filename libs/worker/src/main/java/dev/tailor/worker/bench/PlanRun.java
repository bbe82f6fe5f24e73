package dev.tailor.worker.bench;

import dev.tailor.worker.ScratchDirectory;
import dev.tailor.worker.bench.PlanBench.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Compares an estimate with the training, each made by a process that does nothing else. */
record PlanRun(PlanBench bench) {

    /** How long a process takes until it makes the first step. */
    List<Line> start() throws IOException, InterruptedException {
        try (var work = ScratchDirectory.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            bench.prepare(work.path());
            return bench.lines(figures(CaseMain.STARTED, work.path()));
        }
    }

    List<Line> run() throws IOException, InterruptedException {
        try (var work = ScratchDirectory.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            bench.prepare(work.path());
            return bench.lines(figures(CaseMain.PLANNED, work.path()), figures(CaseMain.ACTUAL, work.path()));
        }
    }

    /** What the process prints that was started with such an option. */
    private Figures figures(String option, Path work) throws IOException, InterruptedException {
        var process = CaseMain.process(Benches.PLAN, bench.name(), List.of(option, work.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s %s ended with %d".formatted(bench.name(), option, process.exitValue()));
        }
        return Figures.parse(text);
    }
}
