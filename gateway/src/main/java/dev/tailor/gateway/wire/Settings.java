package dev.tailor.gateway.wire;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The gateway's own settings. */
@ConfigMapping(prefix = "tailor")
public interface Settings {
    /** Keys that callers may use, separated by commas; the gateway does not start without one. */
    Optional<List<String>> apiKeys();

    /** Most bytes of a JSON body. */
    @WithDefault("4194304")
    long jsonBytes();

    /** Most bytes of a URL. */
    @WithDefault("16384")
    int urlBytes();

    /** Most bytes of all headers of a request together. */
    @WithDefault("65536")
    int headerBytes();

    /** How long the gateway waits for the services behind it. */
    Calls calls();

    /** How long the gateway waits for the services behind it. */
    interface Calls {
        /** For the whole of a call with one answer. */
        @WithDefault("60s")
        Duration deadline();

        /** For a plan, which waits for its files, for another plan, and for some real steps. */
        @WithDefault("10m")
        Duration planDeadline();

        /**
         * For the next message of a stream, or until it takes the next one. A stream as a whole may last: a file is as
         * long as it is, and before its first word a model is loaded, or merged.
         */
        @WithDefault("10m")
        Duration silence();
    }
}
