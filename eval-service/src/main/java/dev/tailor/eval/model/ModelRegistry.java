package dev.tailor.eval.model;

import java.nio.file.Path;
import java.util.Optional;

/** The models that training-service keeps. */
public interface ModelRegistry {
    /** Empty for a model that never existed or was deleted. */
    Optional<RegisteredModel> find(String id);

    /** Writes the files of a model, as it was trained, into an existing empty directory. */
    void download(String id, Path into);
}
