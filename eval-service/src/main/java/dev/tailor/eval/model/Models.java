package dev.tailor.eval.model;

import dev.tailor.eval.ModelNotFound;
import java.nio.file.Path;
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
    public ModelFiles open(String field, String id) {
        Optional<Path> local = bases.find(id);
        if (local.isPresent()) {
            return new ModelFiles.Whole(local.get());
        }
        var model = registered(field, id);
        return switch (model.kind()) {
            case BASE, FULL -> new ModelFiles.Whole(cache.fetch(id));
            case ADAPTER -> new ModelFiles.Adapted(baseOf(field, model), cache.fetch(id));
        };
    }

    private RegisteredModel registered(String field, String id) {
        return registry.find(id).orElseThrow(() -> {
            cache.forget(id);
            return new ModelNotFound(field, id);
        });
    }

    private Path baseOf(String field, RegisteredModel model) {
        return bases.find(model.baseModel())
                .orElseGet(
                        () -> cache.fetch(registered(field, model.baseModel()).id()));
    }
}
