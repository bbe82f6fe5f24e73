package dev.tailor.eval.model;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Two whole models, "base" and "ft:base:tailor:good:1", unless they are deleted. */
@Alternative
@Priority(1)
@ApplicationScoped
public class StoredModels implements ModelRegistry {
    private final Map<String, RegisteredModel> models = new ConcurrentHashMap<>();

    public StoredModels() {
        keep(new RegisteredModel("base", RegisteredModel.Kind.FULL, "base"));
        keep(new RegisteredModel("ft:base:tailor:good:1", RegisteredModel.Kind.FULL, "base"));
    }

    public final void keep(RegisteredModel model) {
        models.put(model.id(), model);
    }

    public void delete(String id) {
        models.remove(id);
    }

    @Override
    public Optional<RegisteredModel> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    @Override
    public void download(String id, Path into) {
        try {
            Files.writeString(into.resolve("name.txt"), id);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
