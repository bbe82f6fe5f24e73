package dev.tailor.model;

import dev.tailor.model.internal.Merge;
import java.nio.file.Path;

/** Makes one model of a base and its adapter. */
public final class ModelMerger {

    private ModelMerger() {}

    /**
     * Writes the merged model as a Hugging Face directory in the base's number format, opens it again and returns the
     * largest difference between its logits and those of base and adapter.
     */
    public static double merge(Path base, Path adapter, Path output) {
        return Merge.run(base, adapter, output);
    }
}
