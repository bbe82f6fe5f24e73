package dev.tailor.eval.model;

import dev.tailor.eval.EvalException;
import dev.tailor.eval.ModelNotFound;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens models by id: from local directories, and what is not there from training-service through the cache. */
public final class Models {
    private final BaseModels bases;
    private final ModelRegistry registry;
    private final ModelCache cache;

    public Models(BaseModels bases, ModelRegistry registry, ModelCache cache) {
        this.bases = bases;
        this.registry = registry;
        this.cache = cache;
    }

    /** Fails with {@link ModelNotFound}, which blames the given field, unless the model exists. */
    public void require(String field, String id) {
        if (bases.find(id).isEmpty()) {
            registered(field, id);
        }
    }

    /** The files of the model. The registry is asked each time, so that a deleted model is gone here too. */
    public OpenedModel open(String field, String id) {
        Optional<Path> local = bases.find(id);
        if (local.isPresent()) {
            return new OpenedModel(new ModelFiles.Whole(local.get()), List.of());
        }
        var model = registered(field, id);
        return switch (model.kind()) {
            case BASE, FULL -> whole(id);
            case ADAPTER -> adapted(field, model);
        };
    }

    /** Removes the copies of models that the registry no longer has, except those that are open. */
    public void sweep() {
        cache.sweep();
    }

    private OpenedModel whole(String id) {
        var copy = cache.take(id);
        return new OpenedModel(new ModelFiles.Whole(copy.directory()), List.of(copy));
    }

    private OpenedModel adapted(String field, RegisteredModel model) {
        var local = bases.find(model.baseModel());
        if (local.isPresent()) {
            var adapter = cache.take(model.id());
            return new OpenedModel(new ModelFiles.Adapted(local.get(), adapter.directory()), List.of(adapter));
        }
        var base = cache.take(registered(field, model.baseModel()).id());
        var adapter = takeBeside(base, model.id());
        return new OpenedModel(new ModelFiles.Adapted(base.directory(), adapter.directory()), List.of(base, adapter));
    }

    private ModelCache.Copy takeBeside(ModelCache.Copy base, String id) {
        try {
            return cache.take(id);
        } catch (EvalException | UncheckedIOException failed) {
            base.close();
            throw failed;
        }
    }

    private RegisteredModel registered(String field, String id) {
        return registry.find(id).orElseThrow(() -> {
            cache.forget(id);
            return new ModelNotFound(field, id);
        });
    }
}
