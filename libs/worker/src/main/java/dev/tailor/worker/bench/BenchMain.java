package dev.tailor.worker.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs a benchmark's cases, each in a process of its own, so that the peak memory of one says nothing about another. */
public final class BenchMain {

    private static final String USAGE = "BenchMain train|generate|gemm|plan [--all] [--case CASE [--stepwise]]";
    private static final int WRONG_USE = 2;

    private final PrintStream out;
    private final PrintStream errors;

    private BenchMain() {
        // Native libraries may print: standard output is for results alone.
        out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(errors);
    }

    /** Exits with 2 where the arguments make no sense, and with a case's status where it failed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(new BenchMain().run(Arrays.asList(arguments)));
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        var name = arguments.isEmpty() ? "" : arguments.getFirst();
        var benches = Benches.named(name);
        if (benches.isEmpty()) {
            errors.println("Usage: " + USAGE);
            return WRONG_USE;
        }
        int at = arguments.indexOf("--case");
        if (at < 0) {
            return all(benches.get(), arguments.contains("--all"));
        }
        var wanted = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
        if (!benches.get().cases().contains(wanted)) {
            errors.printf(
                    "No case of %s is named \"%s\"; there are %s%n",
                    name, wanted, String.join(", ", benches.get().cases()));
            return WRONG_USE;
        }
        one(benches.get(), wanted, arguments);
        return 0;
    }

    private void one(Benches benches, String name, List<String> arguments) throws IOException, InterruptedException {
        var last = Path.of(arguments.getLast());
        if (benches == Benches.TRAIN && arguments.contains("--stepwise")) {
            stepwise(TrainBench.of(name));
        } else if (benches == Benches.PLAN && arguments.contains(PlanRun.PLANNED)) {
            out.println(PlanBench.of(name).planned(last).text());
        } else if (benches == Benches.PLAN && arguments.contains(PlanRun.ACTUAL)) {
            out.println(PlanBench.of(name).actual(last).text());
        } else {
            benches.run(name).forEach(line -> out.println(line.json()));
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

    private static int all(Benches benches, boolean slowOnes) throws IOException, InterruptedException {
        int status = 0;
        for (var each : slowOnes ? benches.cases() : benches.usual()) {
            status = Math.max(status, inItsOwnProcess(benches.label(), each));
        }
        return status;
    }

    private static int inItsOwnProcess(String bench, String name) throws IOException, InterruptedException {
        return new ProcessBuilder(command(bench, name)).inheritIO().start().waitFor();
    }

    /** Starts this program again for a case. */
    static List<String> command(String bench, String name) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(BenchMain.class.getName(), bench, "--case", name));
        return command;
    }
}
