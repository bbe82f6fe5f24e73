package dev.tailor.worker.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A worker that runs as a child of this process and dies with it. */
public final class WorkerProcess implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WorkerProcess.class.getName());
    private static final String MAIN = "dev.tailor.worker.Main";
    private static final String READY = "READY ";
    private static final int TOKEN_BYTES = 32;
    private static final int LAST_MOMENT_SECONDS = 5;

    private final Process process;
    private final int port;
    private final String token;
    private final WorkerLaunch launch;

    private WorkerProcess(Process process, int port, String token, WorkerLaunch launch) {
        this.process = process;
        this.port = port;
        this.token = token;
        this.launch = launch;
    }

    /** Returns once the worker answers; throws {@link WorkerStartException} where it dies or takes too long. */
    public static WorkerProcess start(WorkerLaunch launch) {
        var token = randomToken();
        var process = spawn(launch, token);
        try {
            int port = awaitReady(process, launch);
            var worker = new WorkerProcess(process, port, token, launch);
            LOG.log(Level.INFO, "worker ready pid={0} port={1}", new Object[] {
                Long.toString(process.pid()), Integer.toString(port)
            });
            return worker;
        } catch (RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /** On the loopback address. */
    public int port() {
        return port;
    }

    /** To be sent as {@code x-worker-token} with every call. */
    public String token() {
        return token;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the worker has ended, for whatever reason. */
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** How a worker ended that is heard of no more; it may take a moment until the system knows. */
    public WorkerEnd end() {
        try {
            return process.waitFor(LAST_MOMENT_SECONDS, TimeUnit.SECONDS)
                    ? WorkerEnd.of(process.exitValue(), launch.log())
                    : WorkerEnd.silent(launch.log());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return WorkerEnd.silent(launch.log());
        }
    }

    /** Asks the worker to end by closing its standard input, waits, and then kills it. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            LOG.log(Level.FINE, "worker closed its input first", alreadyGone);
        }
        try {
            if (!process.waitFor(launch.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String randomToken() {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Process spawn(WorkerLaunch launch, String token) {
        try {
            var folder = launch.log().toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            var builder = WorkerCommand.of(launch).starting(MAIN);
            builder.environment().put("TAILOR_WORKER_TOKEN", token);
            builder.redirectError(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
            return builder.start();
        } catch (IOException failed) {
            throw new WorkerStartException("The worker could not be started: " + failed.getMessage(), failed);
        }
    }

    private static int awaitReady(Process process, WorkerLaunch launch) {
        var ready = new CompletableFuture<Integer>();
        Thread.ofVirtual().name("worker-output").start(() -> readOutput(process, launch.log(), ready));
        try {
            return ready.get(launch.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw failure("The worker was not ready within " + launch.patience(), launch.log(), slow);
        } catch (ExecutionException died) {
            throw failure("The worker ended before it was ready" + exitCode(process), launch.log(), died.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure("The wait for the worker was interrupted", launch.log(), interrupted);
        }
    }

    private static void readOutput(Process process, Path log, CompletableFuture<Integer> ready) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(
                            Integer.parseInt(line.substring(READY.length()).strip()));
                } else {
                    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
            ready.completeExceptionally(new IOException("its output ended"));
        } catch (IOException | NumberFormatException broken) {
            ready.completeExceptionally(broken);
        }
    }

    private static String exitCode(Process process) {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? ", with exit code " + process.exitValue() : "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static WorkerStartException failure(String what, Path log, @Nullable Throwable cause) {
        List<String> tail = LogTail.of(log);
        var quoted = tail.isEmpty() ? " (it is empty)" : ":\n  " + String.join("\n  ", tail);
        return new WorkerStartException("%s. The end of its log %s%s".formatted(what, log, quoted), cause);
    }
}
