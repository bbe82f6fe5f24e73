package dev.tailor.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A versitygw on a free port, built once with the Go toolchain of this machine. */
final class S3Server implements AutoCloseable {

    static final String ACCESS = "tailor-test";
    static final String SECRET = "tailor-test-secret";

    private static final String VERSION = "v1.8.0";
    private static final int ATTEMPTS = 600;
    private static final long PAUSE_MILLIS = 50;

    private final Process process;
    private final int port;

    private S3Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static S3Server start(Path folder) throws IOException, InterruptedException {
        Path program = built();
        int port = freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--port",
                        "127.0.0.1:" + port,
                        "--access",
                        ACCESS,
                        "--secret",
                        SECRET,
                        "posix",
                        Files.createDirectories(folder.resolve("s3")).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3.log").toFile())
                .start();
        var server = new S3Server(process, port);
        server.await(folder.resolve("s3.log"));
        return server;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void await(Path log) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    break;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        close();
        throw new IOException("The S3 server did not start: " + Files.readString(log));
    }

    private static Path built() throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "tailor", "versitygw-" + VERSION);
        Path program = folder.resolve("versitygw");
        if (!Files.isExecutable(program)) {
            Path go = Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "")
                            .split(":"))
                    .map(place -> Path.of(place, "go"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(Path.of("/usr/local/go/bin/go"));
            assumeTrue(Files.isExecutable(go), "The S3 test needs a Go toolchain to build versitygw " + VERSION);
            Files.createDirectories(folder);
            build(go, folder);
        }
        return program;
    }

    private static void build(Path go, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("build.log");
        var builder = new ProcessBuilder(
                        go.toString(), "install", "github.com/versity/versitygw/cmd/versitygw@" + VERSION)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("GOBIN", folder.toString());
        Process build = builder.start();
        boolean ended = build.waitFor(15, TimeUnit.MINUTES);
        if (!ended) {
            build.destroyForcibly();
        }
        assumeTrue(
                ended && build.exitValue() == 0,
                "The S3 test could not build versitygw " + VERSION + ": " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
