package dev.tailor.worker.bench;

import dev.tailor.worker.bench.PlanBench.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Compares a forecast with the training, each made by a process that does nothing else. */
record PlanRun(PlanBench bench) {

    static final String PLANNED = "--planned";
    static final String ACTUAL = "--actual";

    List<Line> run() throws IOException, InterruptedException {
        var work = Files.createTempDirectory("plan");
        try {
            bench.prepare(work);
            return bench.lines(figures(PLANNED, work), figures(ACTUAL, work));
        } finally {
            try (var paths = Files.walk(work)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** What the process prints that was started with such an option. */
    Figures figures(String option, Path work) throws IOException, InterruptedException {
        var command = BenchMain.command("plan", bench.name());
        command.addAll(List.of(option, work.toString()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s %s ended with %d".formatted(bench.name(), option, process.exitValue()));
        }
        return Figures.parse(text);
    }
}
