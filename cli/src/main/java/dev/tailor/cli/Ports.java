package dev.tailor.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Hands out loopback ports; a port handed out once is not handed out again. */
final class Ports {
    private final Set<Integer> taken = new HashSet<>();

    /** The preferred port if it is free, otherwise any free one. */
    int near(int preferred) {
        return free(preferred) && taken.add(preferred) ? preferred : any();
    }

    int any() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ephemeral();
            if (taken.add(port)) {
                return port;
            }
        }
        throw new CommandFailed("No free port on 127.0.0.1; stop something that listens there");
    }

    static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private static int ephemeral() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new CommandFailed("Cannot open a port on 127.0.0.1: " + failed.getMessage(), failed);
        }
    }
}
