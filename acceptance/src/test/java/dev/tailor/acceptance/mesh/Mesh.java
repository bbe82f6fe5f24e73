package dev.tailor.acceptance.mesh;

import static java.util.Objects.requireNonNull;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mesh of its own: four processes with their state in a temporary folder, started and stopped by the launcher's
 * program. Never builds anything, because the build that runs this test may be under way.
 */
final class Mesh implements AutoCloseable {

    static final Path ROOT = Path.of(System.getProperty("tailor.root", ".."));
    static final Path SHARED = Path.of(System.getProperty("tailor.shared", "../../shared"));

    private static final Pattern EXPORT = Pattern.compile("export (\\w+)=['\"]?([^'\"\\n]+)");
    private static final long PATIENCE_MINUTES = 5;
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);

    private final Path home;
    private final int port;
    private final Map<String, String> exports = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Mesh(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Returns once all four services say that they are ready. */
    static Mesh up() throws IOException, InterruptedException {
        var mesh = new Mesh(Files.createTempDirectory("tailor-mesh-"), freePort());
        try {
            Files.createDirectories(mesh.models());
            Files.createDirectories(mesh.temporary());
            mesh.run("up");
            mesh.readExports();
            return mesh;
        } catch (IOException | InterruptedException | AssertionError failed) {
            mesh.close();
            throw failed;
        }
    }

    /** Starts what is missing. */
    void repair() throws IOException, InterruptedException {
        run("up");
    }

    /** The processes of the services, by folder name of the service. */
    Map<String, ProcessHandle> services() {
        var mark = "-Dmesh.home=" + home;
        return ProcessHandle.allProcesses()
                .filter(process -> Arrays.asList(process.info().arguments().orElse(new String[0]))
                        .contains(mark))
                .collect(Collectors.toMap(Mesh::folder, process -> process));
    }

    private static String folder(ProcessHandle process) {
        var arguments = process.info().arguments().orElseThrow();
        var jar = Path.of(arguments[arguments.length - 1]);
        return jar.getName(jar.getNameCount() - 4).toString();
    }

    /** With the key that the launcher hands out. */
    OpenAIClient client() {
        return client(exported("OPENAI_API_KEY"));
    }

    OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(exported("OPENAI_BASE_URL"))
                .apiKey(key)
                .timeout(ANSWER_WITHIN)
                .maxRetries(0)
                .build();
    }

    /** What {@code ./tailor env} says that a variable is. */
    String exported(String name) {
        return requireNonNull(exports.get(name), () -> "./tailor env does not export " + name);
    }

    int port() {
        return port;
    }

    /** Each folder in here that holds a {@code config.json} is a base model of this mesh. */
    Path models() {
        return home.resolve("base-models");
    }

    /** Where data-service stores files. */
    Path blobs() {
        return home.resolve("data/blobs");
    }

    /** Names of the files that data-service has taken in whole. */
    List<String> storedFiles() throws IOException {
        return names(blobs().resolve("files"));
    }

    /** Where the processes keep what they need for a moment. */
    Path temporary() {
        return home.resolve("temporary");
    }

    /** Names of uploads that a service has begun to take in and not ended. */
    List<String> halfWritten() throws IOException {
        return Stream.concat(
                        names(temporary()).stream().filter(name -> name.startsWith("tailor-upload")),
                        names(blobs().resolve(".writing")).stream())
                .toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (closed.getAndSet(true)) {
            return;
        }
        run("down");
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void readExports() throws IOException, InterruptedException {
        EXPORT.matcher(run("env")).results().forEach(found -> exports.put(found.group(1), found.group(2)));
    }

    private String run(String command) throws IOException, InterruptedException {
        var log = Files.createTempFile("tailor-" + command, ".log");
        var process = launcher(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        var said = Files.readString(log, StandardCharsets.UTF_8);
        Files.delete(log);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError("./tailor " + command + " failed:\n" + said);
        }
        return said;
    }

    private ProcessBuilder launcher(String command) {
        var root = ROOT.toAbsolutePath().normalize();
        var cli = root.resolve("cli/target");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtailor.root=" + root,
                "-cp",
                cli.resolve("classes") + File.pathSeparator + cli.resolve("lib").resolve("*"),
                "dev.tailor.cli.Main",
                command);
        builder.environment()
                .putAll(Map.of(
                        "JDK_JAVA_OPTIONS",
                        "-Djava.io.tmpdir=" + temporary(),
                        "TAILOR_HOME",
                        home.toString(),
                        "TAILOR_PORT",
                        Integer.toString(port),
                        "TAILOR_MODELS",
                        foreignModels() + models()));
        return builder;
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String foreignModels() {
        var folder = SHARED.resolve("material/models").toAbsolutePath().normalize();
        return Files.isDirectory(folder) ? folder + ":" : "";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
