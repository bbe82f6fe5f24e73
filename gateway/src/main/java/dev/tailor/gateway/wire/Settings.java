package dev.tailor.gateway.wire;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The gateway's own settings. */
@ConfigMapping(prefix = "tailor")
public interface Settings {
    /** Keys that callers may use, separated by commas; the gateway does not start without one. */
    Optional<List<String>> apiKeys();
}
