package dev.tailor.eval.model;

import java.util.List;

/** A model's files, which stay where they are until this is closed. */
public record OpenedModel(ModelFiles files, List<ModelCache.Copy> copies) implements AutoCloseable {
    public OpenedModel {
        copies = List.copyOf(copies);
    }

    @Override
    public void close() {
        copies.forEach(ModelCache.Copy::close);
    }
}
