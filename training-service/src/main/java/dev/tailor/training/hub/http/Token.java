package dev.tailor.training.hub.http;

import dev.tailor.training.hub.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds the caller's token where the Hub's tools look for it. */
final class Token {

    private static final Logger LOG = Logger.getLogger(Token.class);

    private Token() {}

    static Optional<String> of(HubConfig config) {
        return config.token()
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .or(() -> stored(config.tokenFile()));
    }

    private static Optional<String> stored(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty())
                    : Optional.empty();
        } catch (IOException unreadable) {
            LOG.warnf("token unreadable file=%s reason=%s", file, unreadable.toString());
            return Optional.empty();
        }
    }
}
