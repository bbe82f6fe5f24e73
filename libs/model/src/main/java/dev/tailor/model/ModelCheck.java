package dev.tailor.model;

import dev.tailor.model.internal.WeightCheck;
import java.nio.file.Path;
import java.util.List;

/** Holds what belongs together to each other before anything is computed. */
public final class ModelCheck {

    private ModelCheck() {}

    /**
     * Compares the headers of a directory's weights with its config.json; reads no weight. Throws {@link InvalidModel} that
     * names the tensor, what is expected and what is there.
     */
    public static ModelConfig directory(Path directory) {
        var config = ModelConfig.read(directory);
        WeightCheck.run(directory, config);
        return config;
    }

    /** Throws {@link InvalidModel} where a tokenizer wrote an id for which the model has no row. */
    static void ids(ModelConfig config, int[] ids) {
        for (int id : ids) {
            if (id < 0 || id >= config.vocabularySize()) {
                throw new InvalidModel(("The tokenizer wrote the id %d, but config.json says vocab_size %d;"
                                + " use the tokenizer that belongs to the model, or weights with a larger embedding")
                        .formatted(id, config.vocabularySize()));
            }
        }
    }

    static void rows(ModelConfig config, List<Example> rows) {
        rows.forEach(row -> ids(config, row.ids()));
    }
}
