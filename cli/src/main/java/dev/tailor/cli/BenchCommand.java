package dev.tailor.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

@Command(
        name = "bench",
        description =
                "Measures training, generation, matrix products and preparation; one JSON object a line. With a name:"
                        + " --case CASE runs one case, --all runs also those in float32 and on real rows."
                        + " kill ends processes of a mesh at random and fills its disk while jobs run.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final List<String> NAMES = List.of("train", "generate", "gemm", "plan", "prepare", "kill");
    private static final List<String> MEASURES = NAMES.subList(0, NAMES.size() - 1);

    private final Places places;

    @Parameters(
            index = "0",
            arity = "0..1",
            description = "train, generate, gemm, plan, prepare or kill; without a name all but kill")
    private String name = "";

    @Option(names = "--kills", description = "kill: how many processes are ended (${DEFAULT-VALUE})")
    private int kills = 100;

    @Option(names = "--full-disks", description = "kill: how often the disk is filled, by root only (${DEFAULT-VALUE})")
    private int fullDisks = 5;

    @Option(names = "--seed", description = "kill: of moments and victims (${DEFAULT-VALUE})")
    private long seed = 5;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Passed on to the benchmark. */
    @Unmatched
    private List<String> rest = new ArrayList<>();

    BenchCommand(Places places) {
        this.places = places;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!name.isEmpty() && !NAMES.contains(name)) {
            throw new CommandFailed("No benchmark is named %s; there are %s".formatted(name, String.join(", ", NAMES)));
        }
        if (name.equals("kill")) {
            var course = new KillBench.Course(kills, fullDisks, seed);
            var terminal = spec.commandLine();
            return new KillBench(places, course, terminal.getOut(), terminal.getErr()).run();
        }
        int status = 0;
        for (var bench : name.isEmpty() ? MEASURES : List.of(name)) {
            status = Math.max(status, run(bench));
        }
        return status;
    }

    private int run(String bench) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command(bench)).inheritIO();
        var environment = builder.environment();
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("MALLOC_MMAP_MAX_", "0");
        environment.put("MALLOC_TRIM_THRESHOLD_", "34359738368");
        environment.put("MALLOC_TOP_PAD_", "67108864");
        environment.put("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0");
        environment.put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256");
        environment.put("OMP_NUM_THREADS", String.valueOf(Runtime.getRuntime().availableProcessors()));
        environment.put("OMP_WAIT_POLICY", "passive");
        environment.put("OPT_OUT_TRACKING", "true");
        return builder.start().waitFor();
    }

    private List<String> command(String bench) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(bench.equals("prepare") ? prepare() : worker(bench));
        command.addAll(rest);
        return command;
    }

    private List<String> worker(String bench) {
        var worker = places.root().resolve("libs/worker/target");
        return List.of(
                "-Dai.djl.offline=true",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                worker.resolve("tailor-worker-0.1.0-SNAPSHOT.jar") + ":" + worker.resolve("lib") + "/*",
                "dev.tailor.worker.bench.BenchMain",
                bench);
    }

    private List<String> prepare() {
        var data = places.root().resolve("data-service/target");
        var libraries = data.resolve("quarkus-app/lib/main") + "/*";
        return List.of(
                "-Xmx256m", "-cp", data.resolve("classes") + ":" + libraries, "dev.tailor.data.bench.PrepareBench");
    }
}
