package dev.tailor.training.catalogue;

import dev.tailor.training.model.ModelSizes;

/**
 * A model that could be fine-tuned.
 *
 * @param licence empty if unknown
 * @param gated whether its owner gives it only to those who accepted the terms
 */
public record CatalogueModel(String id, Source source, ModelSizes sizes, String licence, boolean gated) {

    CatalogueModel from(Source other) {
        return new CatalogueModel(id, other, sizes, licence, gated);
    }

    public long parameters() {
        return sizes.parameters();
    }

    public int layers() {
        return sizes.layers();
    }

    public int hiddenSize() {
        return sizes.hidden();
    }

    public int heads() {
        return sizes.heads();
    }

    public int keyValueHeads() {
        return sizes.keyValueHeads();
    }

    public int vocabulary() {
        return sizes.vocabulary();
    }

    public int contextLength() {
        return sizes.contextLength();
    }

    /** Where its files are. */
    public enum Source {
        LOCAL,
        CACHED,
        HUB
    }
}
