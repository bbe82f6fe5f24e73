package dev.tailor.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a mesh lives.
 *
 * @param root the checkout
 * @param home state, logs and the API key
 * @param port of the gateway
 * @param models directories of base models, separated by ':'
 */
record Places(Path root, Path home, int port, String models) {
    /** Where clients look for the gateway unless told otherwise. */
    static final int DEFAULT_PORT = 8080;

    private static final String WRONG_PORT = "TAILOR_PORT must be a port from 1 to 65535, was ";

    Places {
        if (port < 1 || port > 65535) {
            throw new CommandFailed(WRONG_PORT + port);
        }
    }

    static Places of(Path root, Map<String, String> environment) {
        var home = environment.getOrDefault("TAILOR_HOME", "");
        var models = environment.getOrDefault("TAILOR_MODELS", "");
        return new Places(
                root,
                home.isBlank()
                        ? root.resolve(".tailor")
                        : Path.of(home).toAbsolutePath().normalize(),
                port(environment.getOrDefault("TAILOR_PORT", String.valueOf(DEFAULT_PORT))),
                models.isBlank() ? bundled(root) : models + ":" + bundled(root));
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new CommandFailed(WRONG_PORT + text, notANumber);
        }
    }

    private static String bundled(Path root) {
        return root.resolve("samples/models").toString();
    }

    /** The same checkout and models under another home and port. */
    Places movedTo(Path otherHome, int otherPort) {
        return new Places(root, otherHome, otherPort, models);
    }

    /** Also finds the models that lie beside this one. */
    Places withModel(Path directory) {
        var parent = directory.toAbsolutePath().normalize().getParent();
        return parent == null ? this : new Places(root, home, port, parent + ":" + models);
    }

    String api() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    Path log(Service service) {
        return home.resolve("logs").resolve(service.folder() + ".log");
    }
}
