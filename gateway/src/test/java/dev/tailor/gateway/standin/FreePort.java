package dev.tailor.gateway.standin;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets the stand-ins listen on a free port and the gateway find them there. */
public final class FreePort implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        var port = Integer.toString(find());
        var settings = new HashMap<String, String>();
        settings.put("quarkus.grpc.server.use-separate-server", "true");
        settings.put("quarkus.grpc.server.host", "127.0.0.1");
        settings.put("quarkus.grpc.server.test-port", port);
        settings.put("quarkus.grpc.server.max-inbound-message-size", "8388608");
        for (var service : List.of("data", "training", "eval")) {
            settings.put("quarkus.grpc.clients." + service + ".port", port);
            settings.put("quarkus.grpc.clients." + service + ".test-port", port);
        }
        return settings;
    }

    /** Returns a port on which nothing listens now. */
    public static int find() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The port was free again before the test began.
    }
}
