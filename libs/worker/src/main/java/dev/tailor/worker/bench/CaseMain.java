package dev.tailor.worker.bench;

import dev.tailor.worker.NativeEnd;
import dev.tailor.worker.launch.WorkerCommand;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs one case of a benchmark in this process, which was started for it alone, the way a worker is. */
public final class CaseMain {

    static final String STEPWISE = "--stepwise";
    static final String PLANNED = "--planned";
    static final String ACTUAL = "--actual";
    static final String STARTED = "--started";

    private static final int HEAP_MEGABYTES = 512;

    private final PrintStream out;

    private CaseMain() {
        // Native libraries may print: standard output is for results alone.
        out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /** Takes the benchmark, the case, and how it is to be run: {@link BenchArguments} has checked them. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        NativeEnd.withoutDestructors();
        var words = Arrays.asList(arguments);
        var bench = Benches.named(words.getFirst()).orElseThrow();
        new CaseMain().run(bench, words.get(1), words.subList(2, words.size()));
    }

    /** Starts this program for a case. */
    static ProcessBuilder process(Benches bench, String name, List<String> manner) {
        var words = new ArrayList<>(List.of(bench.label(), name));
        words.addAll(manner);
        var command = new WorkerCommand(
                System.getProperty("java.class.path"), Runtime.getRuntime().availableProcessors(), HEAP_MEGABYTES);
        return command.starting(CaseMain.class.getName(), words.toArray(String[]::new));
    }

    private void run(Benches bench, String name, List<String> manner) throws IOException, InterruptedException {
        switch (manner.isEmpty() ? "" : manner.getFirst()) {
            case STEPWISE -> stepwise(TrainBench.of(name));
            case PLANNED ->
                out.println(
                        PlanBench.of(name).planned(Path.of(manner.getLast())).text());
            case ACTUAL ->
                out.println(PlanBench.of(name).actual(Path.of(manner.getLast())).text());
            case STARTED ->
                out.println(
                        PlanBench.of(name).started(Path.of(manner.getLast())).text());
            default -> bench.run(name).forEach(line -> out.println(line.json()));
        }
    }

    /** A step for each line of standard input, so that two programs can be stepped in turn. */
    private void stepwise(TrainBench bench) throws IOException {
        var turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var stepper = bench.stepper()) {
            while (turns.readLine() != null) {
                long wall = System.nanoTime();
                var processor = ProcessHandle.current().info().totalCpuDuration();
                long tokens = stepper.step();
                var spent = ProcessHandle.current().info().totalCpuDuration();
                double seconds = (System.nanoTime() - wall) / 1e9;
                double used = spent.orElse(Duration.ZERO)
                                .minus(processor.orElse(Duration.ZERO))
                                .toNanos()
                        / 1e9;
                out.printf(Locale.ROOT, "STEP %.6f %.3f %d%n", seconds, used, tokens);
            }
        }
    }
}
