package dev.tailor.training.service;

import dev.tailor.training.hub.HubModels;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.model.Merger;
import dev.tailor.training.model.ModelBlobs;
import dev.tailor.training.model.ModelExport;
import dev.tailor.training.model.ModelFollower;
import dev.tailor.training.model.ModelRemoval;
import dev.tailor.training.model.ModelWeights;
import dev.tailor.training.model.Models;
import dev.tailor.training.model.TunedModelRepository;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Builds what knows models. */
public class ModelWiring {

    private final TailorConfig config;
    private final HubModels hub;

    public ModelWiring(TailorConfig config, HubModels hub) {
        this.config = config;
        this.hub = hub;
    }

    @Produces
    @Singleton
    BaseModels baseModels() {
        return new BaseModels(directories(), hub);
    }

    @Produces
    @Singleton
    ModelWeights weights(TunedModelRepository tuned, ModelBlobs blobs) {
        return new ModelWeights(baseModels(), tuned, blobs);
    }

    @Produces
    @Singleton
    ModelExport export(ModelWeights weights, TunedModelRepository tuned, Merger merger, ModelFollower follower) {
        var scratch =
                config.home().toAbsolutePath().normalize().resolve("training").resolve("scratch");
        return new ModelExport(weights, tuned, merger, follower, scratch);
    }

    @Produces
    @Singleton
    Models models(TunedModelRepository tuned, ModelBlobs blobs, ModelExport export, ModelRemoval removal) {
        return new Models(baseModels(), tuned, blobs, export, removal);
    }

    private List<Path> directories() {
        return config.models().stream()
                .flatMap(all -> Arrays.stream(all.split("[:,]")))
                .filter(name -> !name.isBlank())
                .map(name -> Path.of(name.strip()))
                .toList();
    }
}
