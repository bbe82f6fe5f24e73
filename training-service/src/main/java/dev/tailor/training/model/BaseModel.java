package dev.tailor.training.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A model that can be fine-tuned.
 *
 * @param id the folder's name
 * @param contextLength tokens
 * @param linearLayers names that an adapter can target
 * @param tables names of embeddings and output matrix
 */
public record BaseModel(
        String id,
        Path directory,
        Instant createdAt,
        int contextLength,
        int hiddenSize,
        long parameters,
        List<String> linearLayers,
        List<String> tables) {

    public BaseModel {
        linearLayers = List.copyOf(linearLayers);
        tables = List.copyOf(tables);
    }
}
