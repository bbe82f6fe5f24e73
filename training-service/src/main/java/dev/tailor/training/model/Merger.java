package dev.tailor.training.model;

import java.nio.file.Path;

/** The worker, as far as models need it. */
public interface Merger {

    /** Writes base and adapter merged as a Hugging Face directory. */
    void merge(Path base, Path adapter, Path output);
}
