package dev.tailor.training.service;

import dev.tailor.storage.BlobStore;
import dev.tailor.storage.BlobStores;
import dev.tailor.training.job.CheckpointRepository;
import dev.tailor.training.job.Checkpoints;
import dev.tailor.training.job.Ids;
import dev.tailor.training.model.ModelBlobs;
import dev.tailor.training.model.TunedModelRepository;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/** Builds the objects that need settings. */
public class Wiring {

    private final TailorConfig config;

    public Wiring(TailorConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    BlobStore blobs() {
        var fallback = folder().resolve("blobs").toUri();
        return BlobStores.open(config.blobs().map(URI::create).orElse(fallback));
    }

    @Produces
    @Singleton
    ModelBlobs modelBlobs(BlobStore blobs) {
        return new ModelBlobs(blobs);
    }

    @Produces
    @Singleton
    Checkpoints checkpoints(CheckpointRepository repository, TunedModelRepository models, ModelBlobs blobs, Ids ids) {
        return new Checkpoints(
                repository, models, blobs, ids, clock(), config.training().keepCheckpoints());
    }

    private Path folder() {
        return config.home().toAbsolutePath().normalize().resolve("training");
    }
}
