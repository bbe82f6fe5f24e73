package dev.tailor.training.service;

import dev.tailor.training.hub.HubCache;
import dev.tailor.training.hub.HubConfig;
import dev.tailor.training.hub.HubDownloads;
import dev.tailor.training.hub.HubModels;
import dev.tailor.training.hub.HubRemote;
import dev.tailor.training.hub.Pause;
import dev.tailor.training.model.BaseModels;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds what fetches models from the Hub. */
public class HubWiring {

    private final HubConfig config;

    public HubWiring(HubConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Pause pause() {
        return Thread::sleep;
    }

    @Produces
    @Singleton
    HubDownloads hubDownloads(HubModels models) {
        return new HubDownloads(models);
    }

    @Produces
    @Singleton
    HubModels hubModels(HubRemote remote, HubCache cache) {
        return new HubModels(config, remote, cache, BaseModels::objection);
    }
}
