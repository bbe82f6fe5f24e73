package dev.tailor.model;

import dev.tailor.model.internal.Merge;
import java.nio.file.Path;

/** Makes one model of a base and its adapter. */
public final class ModelMerger {

    private ModelMerger() {}

    /**
     * Writes the merged model as a Hugging Face directory in the base's number format, opens it again and
     * compares its logits with those of base and adapter. Throws {@link InvalidModel} where a float32 model's most likely
     * tokens differ at more than one position in a hundred.
     */
    public static MergeReport merge(Path base, Path adapter, Path output) {
        return Merge.run(base, adapter, output);
    }
}
