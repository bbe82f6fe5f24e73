package dev.tailor.worker.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line and the environment of a worker. The memory allocator's and OpenMP's settings are read when a
 * process starts, so they can only be given from outside; they halve the time of a training step.
 */
final class WorkerCommand {

    private static final String MAIN = "dev.tailor.worker.Main";

    private WorkerCommand() {}

    static List<String> of(WorkerLaunch launch) {
        return List.of(
                java(),
                "-Xmx" + launch.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dai.djl.offline=true",
                "-Dtailor.worker.threads=" + launch.threads(),
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + Math.max(1, launch.threads() - 1),
                "-cp",
                launch.classpath(),
                MAIN);
    }

    static Map<String, String> environment(WorkerLaunch launch) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("MALLOC_MMAP_MAX_", "0");
        environment.put("MALLOC_TRIM_THRESHOLD_", "34359738368");
        environment.put("MALLOC_TOP_PAD_", "67108864");
        // Freed pieces go where any thread finds them, and the native engine remembers how to compute few shapes:
        // otherwise the small objects of rows of many lengths spread over the heap, which grew to twice its size.
        environment.put("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0");
        environment.put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256");
        environment.put("OMP_NUM_THREADS", Integer.toString(launch.threads()));
        environment.put("OMP_WAIT_POLICY", "passive");
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
