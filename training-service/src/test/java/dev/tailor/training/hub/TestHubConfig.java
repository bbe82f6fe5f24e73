package dev.tailor.training.hub;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings for tests: small parts, and everything below one folder. */
public record TestHubConfig(
        boolean enabled, boolean offline, URI endpoint, Optional<String> token, Path home, Duration silence)
        implements HubConfig {

    static final int PART = 1000;
    /** Longer than any answer takes on a machine that is busy. */
    private static final Duration LONG = Duration.ofMinutes(1);

    public static TestHubConfig of(URI endpoint, Path home) {
        return new TestHubConfig(true, false, endpoint, Optional.empty(), home, LONG);
    }

    public TestHubConfig withToken(String secret) {
        return new TestHubConfig(enabled, offline, endpoint, Optional.of(secret), home, silence);
    }

    public TestHubConfig gone() {
        return new TestHubConfig(enabled, true, endpoint, token, home, silence);
    }

    public TestHubConfig off() {
        return new TestHubConfig(false, offline, endpoint, token, home, silence);
    }

    /** Gives a connection up that brings nothing for so long. */
    TestHubConfig withSilence(Duration time) {
        return new TestHubConfig(enabled, offline, endpoint, token, home, time);
    }

    @Override
    public Path tokenFile() {
        return home.resolve("token");
    }

    @Override
    public Path cache() {
        return home.resolve("hub");
    }

    @Override
    public Limits limits() {
        return new SmallLimits(4, PART, 100_000, 0);
    }

    @Override
    public Patience patience() {
        return new ShortPatience(3, Duration.ofSeconds(1), Duration.ofMinutes(2), LONG, silence);
    }

    private record SmallLimits(int parallelism, long partBytes, long maxBytes, long freeBytes) implements Limits {}

    private record ShortPatience(
            int retries, Duration firstPause, Duration longestPause, Duration connect, Duration silence)
            implements Patience {}
}
