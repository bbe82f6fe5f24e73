package dev.tailor.training.hub;

import dev.tailor.training.hub.file.HubCacheFolder;
import dev.tailor.training.hub.http.HttpHub;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A local Hub with one model, and what downloads from it; pauses are noted, not taken. */
final class Bench implements AutoCloseable {

    static final HubReference MODEL = new HubReference("owner", "name", "main");
    static final byte[] WEIGHTS = bytes(3500, 1);
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final LocalHub hub = new LocalHub()
            .with("config.json", "{\"model_type\":\"llama\"}")
            .with("tokenizer.json", "{}")
            .with("model.safetensors", WEIGHTS)
            .with("README.md", "words")
            .with("model.onnx", "for others");
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<Long> progress = new CopyOnWriteArrayList<>();
    private final Path home;

    Bench(Path home) {
        this.home = home;
    }

    TestHubConfig config() {
        return TestHubConfig.of(hub.endpoint(), home);
    }

    HubModels models() {
        return models(config());
    }

    HubModels models(HubConfig config) {
        return models(config, file -> Optional.empty());
    }

    HubModels models(HubConfig config, HubModels.Screening screening) {
        var remote = new HttpHub(config, pauses::add, Clock.fixed(NOW, ZoneOffset.UTC));
        return new HubModels(config, remote, new HubCacheFolder(config), screening);
    }

    HubSnapshot obtain() throws InterruptedException {
        return obtain(models());
    }

    HubSnapshot obtain(HubModels models) throws InterruptedException {
        return models.obtain(MODEL, (bytes, total) -> progress.add(bytes));
    }

    Path repository() {
        return home.resolve("hub").resolve("models--owner--name");
    }

    static byte[] bytes(int count, int seed) {
        var content = new byte[count];
        new Random(seed).nextBytes(content);
        return content;
    }

    @Override
    public void close() {
        hub.close();
    }
}
