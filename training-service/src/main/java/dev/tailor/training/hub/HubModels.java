package dev.tailor.training.hub;

import dev.tailor.training.problem.HubRefused;
import dev.tailor.training.problem.HubRefused.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The models of the Hub: those in the cache, and those that can be fetched into it. */
public final class HubModels implements HubShelf {

    private final HubConfig config;
    private final HubRemote remote;
    private final HubCache cache;
    private final Screening screening;

    public HubModels(HubConfig config, HubRemote remote, HubCache cache, Screening screening) {
        this.config = config;
        this.remote = remote;
        this.cache = cache;
        this.screening = screening;
    }

    @Override
    public List<HubSnapshot> list() {
        return config.enabled() ? cache.list() : List.of();
    }

    @Override
    public Optional<HubSnapshot> find(HubReference reference) {
        return config.enabled() ? cache.find(reference) : Optional.empty();
    }

    @Override
    public void refuseOutOfReach(HubReference reference) {
        if (!config.enabled()) {
            throw switchedOff(reference);
        }
        if (config.offline() && find(reference).isEmpty()) {
            throw new HubRefused(
                    Reason.HUB_OFFLINE,
                    "The model %s is not in the cache %s, and the Hub is offline (HF_HUB_OFFLINE); unset that, or fetch the model into the cache elsewhere"
                            .formatted(reference.id(), cache.folder()));
        }
    }

    static HubRefused switchedOff(HubReference reference) {
        return new HubRefused(
                Reason.HUB_DISABLED,
                "The model %s is not here, and models of the Hub are switched off; put it into a directory of TAILOR_MODELS or set tailor.hub.enabled=true"
                        .formatted(reference.id()));
    }

    /** The model, after fetching what is missing. Interrupting the caller ends it and keeps what has arrived. */
    public HubSnapshot obtain(HubReference reference, Watcher watcher) throws InterruptedException {
        refuseOutOfReach(reference);
        var here = cache.find(reference);
        return here.isPresent() ? here.get() : download(reference, watcher);
    }

    private HubSnapshot download(HubReference reference, Watcher watcher) throws InterruptedException {
        try (var store = cache.open(reference)) {
            var meanwhile = cache.find(reference);
            return meanwhile.isPresent()
                    ? meanwhile.get()
                    : new HubDownload(reference, remote, store, config.limits(), watcher).run(screening);
        } catch (IOException failed) {
            throw new HubRefused(
                    Reason.DISK_FULL,
                    "The model %s cannot be stored in %s (%s); make room there or set HF_HUB_CACHE to another folder"
                            .formatted(reference.id(), cache.folder(), failed.getMessage()));
        }
    }

    /** Follows a download. */
    @FunctionalInterface
    public interface Watcher {
        void progressed(long bytes, long total);
    }

    /** Tells why a model with this configuration is of no use; empty if it is of use. */
    @FunctionalInterface
    public interface Screening {
        Optional<String> objection(Path config) throws IOException;
    }
}
