package dev.tailor.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

@Command(
        name = "bench",
        description =
                "Measures training, generation, matrix products, plans, starts and preparation; one JSON object a line."
                        + " kill ends processes of a mesh at random and fills its disk while jobs run.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final String CASE = "--case";
    private static final List<String> NAMES = List.of("train", "generate", "gemm", "plan", "start", "prepare", "kill");
    private static final List<String> MEASURES = NAMES.subList(0, NAMES.size() - 1);
    private static final List<String> OF_KILL = List.of("--kills", "--full-disks", "--seed");

    private final Supplier<Places> places;

    @Parameters(
            index = "0",
            arity = "0..1",
            description = "train, generate, gemm, plan, start, prepare or kill; without a name all but kill")
    private String name = "";

    @Option(
            names = CASE,
            paramLabel = "CASE",
            description = "runs one case; a wrong name is answered with all there are")
    private @Nullable String one;

    @Option(names = "--all", description = "runs every case, also those in float32 and on real rows")
    private boolean all;

    @Option(
            names = "--stepwise",
            description =
                    "train with --case: one step for each line of standard input, to step in turn with another program")
    private boolean stepwise;

    @Option(names = "--kills", description = "kill: how many processes are ended (${DEFAULT-VALUE})")
    private int kills = 100;

    @Option(names = "--full-disks", description = "kill: how often the disk is filled, by root only (${DEFAULT-VALUE})")
    private int fullDisks = 5;

    @Option(names = "--seed", description = "kill: of moments and victims (${DEFAULT-VALUE})")
    private long seed = 5;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Words that only the benchmark may know. */
    @Unmatched
    private List<String> rest = new ArrayList<>();

    BenchCommand(Supplier<Places> places) {
        this.places = places;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!name.isEmpty() && !NAMES.contains(name)) {
            throw refused("No benchmark is named %s; there are %s".formatted(name, String.join(", ", NAMES)));
        }
        return name.equals("kill") ? kill() : measure();
    }

    private int kill() throws IOException, InterruptedException {
        var words = passedOn();
        if (!words.isEmpty()) {
            throw refused(
                    "kill has no option %s; there are %s".formatted(words.getFirst(), String.join(", ", OF_KILL)));
        }
        var terminal = spec.commandLine();
        return new KillBench(
                        places.get(),
                        new KillBench.Course(kills, fullDisks, seed),
                        terminal.getOut(),
                        terminal.getErr())
                .run();
    }

    private int measure() throws IOException, InterruptedException {
        var given = spec.commandLine().getParseResult();
        for (var option : OF_KILL) {
            if (given.hasMatchedOption(option)) {
                throw refused("%s is an option of kill alone".formatted(option));
            }
        }
        var words = passedOn();
        if (name.isEmpty() && !words.isEmpty()) {
            throw refused("%s needs the name of a benchmark before it; there are %s"
                    .formatted(words.getFirst(), String.join(", ", NAMES)));
        }
        int status = 0;
        for (var bench : name.isEmpty() ? MEASURES : List.of(name)) {
            status = Math.max(
                    status,
                    new ProcessBuilder(command(bench)).inheritIO().start().waitFor());
        }
        return status;
    }

    private List<String> passedOn() {
        var words = new ArrayList<String>();
        if (one != null) {
            words.addAll(List.of(CASE, one));
        }
        if (all) {
            words.add("--all");
        }
        if (stepwise) {
            words.add("--stepwise");
        }
        words.addAll(rest);
        return words;
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The program refuses the options that it does not know. */
    List<String> command(String bench) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(bench.equals("prepare") ? prepare() : worker(bench));
        command.addAll(passedOn());
        return command;
    }

    private List<String> worker(String bench) {
        var worker = places.get().root().resolve("libs/worker/target");
        return List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                worker.resolve("tailor-worker-0.1.0-SNAPSHOT.jar") + ":" + worker.resolve("lib") + "/*",
                "dev.tailor.worker.bench.BenchMain",
                bench);
    }

    private List<String> prepare() {
        var data = places.get().root().resolve("data-service/target");
        var libraries = data.resolve("quarkus-app/lib/main") + "/*";
        return List.of(
                "-Xmx256m", "-cp", data.resolve("classes") + ":" + libraries, "dev.tailor.data.bench.PrepareBench");
    }
}
