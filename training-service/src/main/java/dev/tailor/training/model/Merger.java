package dev.tailor.training.model;

import java.io.IOException;
import java.nio.file.Path;

/** The worker, as far as models need it. */
public interface Merger {

    /** Writes base and adapter merged as a Hugging Face directory, and compares it with them. */
    MergeFigures merge(Path base, Path adapter, Path output) throws IOException;
}
