package dev.tailor.worker;

import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Serves one parent process on a free loopback port, says {@code READY <port>} on standard output, and ends when its
 * standard input does: then the parent has gone.
 */
public final class Main {

    private static final Logger LOG = Logger.getLogger(Main.class.getName());
    private static final int LARGEST_MESSAGE = 8 * 1024 * 1024;
    private static final int NO_TOKEN = 2;

    private Main() {}

    /** Takes no arguments; the token that callers must show comes as TAILOR_WORKER_TOKEN. */
    public static void main(String[] arguments) throws IOException {
        var token = System.getenv("TAILOR_WORKER_TOKEN");
        if (token == null || token.isBlank()) {
            LOG.severe("worker not started: TAILOR_WORKER_TOKEN is not set");
            System.exit(NO_TOKEN);
            return;
        }
        // Native libraries and dependencies may print: standard output is for the one line alone.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        NativeEnd.withoutDestructors();
        serve(token, System.in, new FileOutputStream(FileDescriptor.out));
        System.exit(0);
    }

    private static void serve(String token, InputStream parent, OutputStream output) throws IOException {
        try (var endpoint = new WorkerEndpoint(new TensorDesk())) {
            var server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .executor(Executors.newCachedThreadPool(
                            Thread.ofPlatform().name("worker-call-", 0).daemon().factory()))
                    .maxInboundMessageSize(LARGEST_MESSAGE)
                    .addService(ServerInterceptors.intercept(endpoint, new TokenCheck(token)))
                    .build()
                    .start();
            output.write("READY %d\n".formatted(server.getPort()).getBytes(StandardCharsets.UTF_8));
            output.flush();
            LOG.log(Level.INFO, "worker serves port={0}", Integer.toString(server.getPort()));
            awaitEnd(parent);
            LOG.info("worker ends: its parent closed standard input");
            server.shutdownNow();
        }
    }

    private static void awaitEnd(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            LOG.log(Level.FINE, "standard input broke", gone);
        }
    }
}
