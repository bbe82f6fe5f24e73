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
 */
public record BaseModel(
        String id,
        Path directory,
        Instant createdAt,
        int contextLength,
        int hiddenSize,
        long parameters,
        List<String> linearLayers) {

    public BaseModel {
        linearLayers = List.copyOf(linearLayers);
    }
}
