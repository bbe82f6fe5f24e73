package dev.tailor.training.model;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A model that can be fine-tuned.
 *
 * @param id the folder's name, or the Hub's
 */
public record BaseModel(String id, Path directory, Instant createdAt, ModelSizes sizes) {

    /** Tokens. */
    public int contextLength() {
        return sizes.contextLength();
    }

    /** Number of weights. */
    public long parameters() {
        return sizes.parameters();
    }
}
