package dev.tailor.training.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model whose files lie on this machine.
 *
 * @param id of the weights
 * @param directory of the weights
 * @param adapter directory of the PEFT adapter over them; null: none
 */
public record LocalModel(
        String id, Path directory, @Nullable Path adapter, ModelSizes sizes) {}
