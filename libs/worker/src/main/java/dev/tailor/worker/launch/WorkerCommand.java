package dev.tailor.worker.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line and the environment of a process that holds tensors. The memory allocator's and OpenMP's settings are
 * read when a process starts, so they can only be given from outside; they halve the time of a training step.
 *
 * @param classpath as {@code java -cp} takes it
 * @param threads that one operation may use
 * @param heapMegabytes of the Java heap; tensors live outside it
 */
public record WorkerCommand(String classpath, int threads, int heapMegabytes) {

    /** A step makes few objects, and what they are made in is held for good: the default takes a hundred megabytes. */
    private static final int YOUNG_MEGABYTES = 16;

    /** Inlined into large methods these would make objects of vectors. */
    private static final String VECTOR_LOOPS = "dev.tailor.model.internal.*::*Vectors";

    /** With checks that the compiler moves before loops by guess, loops over vectors were compiled again hundreds of times. */
    private static final String NO_GUESSED_CHECKS = "-XX:-UseProfiledLoopPredicate";

    static WorkerCommand of(WorkerLaunch launch) {
        return new WorkerCommand(launch.classpath(), launch.threads(), launch.heapMegabytes());
    }

    /** Starts the program with this name, which takes these arguments. */
    public ProcessBuilder starting(String main, String... arguments) {
        var builder = new ProcessBuilder(line(main, arguments));
        builder.environment().putAll(environment());
        return builder;
    }

    private List<String> line(String main, String... arguments) {
        var line = new ArrayList<>(List.of(
                java(),
                "-Xmx" + heapMegabytes + "m",
                "-Xmn" + Math.min(YOUNG_MEGABYTES, heapMegabytes / 4) + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=dontinline," + VECTOR_LOOPS,
                NO_GUESSED_CHECKS,
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dai.djl.offline=true",
                "-Dtailor.worker.threads=" + threads,
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + Math.max(1, threads - 1),
                "-cp",
                classpath,
                main));
        line.addAll(List.of(arguments));
        return line;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("MALLOC_MMAP_MAX_", "0");
        environment.put("MALLOC_TRIM_THRESHOLD_", "34359738368");
        environment.put("MALLOC_TOP_PAD_", "67108864");
        // Freed pieces go where any thread finds them, and the native engine remembers how to compute few shapes:
        // otherwise the small objects of rows of many lengths spread over the heap, which grew to twice its size.
        environment.put("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0");
        environment.put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256");
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        environment.put("OMP_WAIT_POLICY", "passive");
        // Before a thread sleeps it looks for work some microseconds long: waking it takes longer than many a part of a
        // step.
        environment.put("GOMP_SPINCOUNT", "10000");
        // A GPU's memory grows where it is instead of in pieces that rows of other lengths do not fit into.
        environment.put("PYTORCH_CUDA_ALLOC_CONF", "expandable_segments:True");
        // Workspaces of a fixed size, as many as there are anyway: so that products on a GPU sum in the same order each
        // time.
        environment.put("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
        environment.put("OPT_OUT_TRACKING", "true");
        environment.put("DJL_CACHE_DIR", cache().toString());
        environment.put("ai.djl.offline", "true");
        return environment;
    }

    private static String java() {
        var home = System.getProperty("java.home");
        if (home != null) {
            var java = Path.of(home, "bin", "java");
            if (java.toFile().canExecute()) {
                return java.toString();
            }
        }
        var javaHome = System.getenv("JAVA_HOME");
        return javaHome == null ? "java" : javaHome + File.separator + "bin" + File.separator + "java";
    }

    private static Path cache() {
        var chosen = System.getenv("DJL_CACHE_DIR");
        return chosen == null
                ? Path.of(System.getProperty("user.home"), ".djl.ai").toAbsolutePath()
                : Path.of(chosen).toAbsolutePath();
    }
}
