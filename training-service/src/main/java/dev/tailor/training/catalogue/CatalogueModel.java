package dev.tailor.training.catalogue;

/**
 * A model that could be fine-tuned.
 *
 * @param licence empty if unknown
 * @param gated whether its owner gives it only to those who accepted the terms
 */
public record CatalogueModel(String id, Source source, Shape shape, String licence, boolean gated) {

    CatalogueModel from(Source other) {
        return new CatalogueModel(id, other, shape, licence, gated);
    }

    public long parameters() {
        return shape.parameters();
    }

    public int layers() {
        return shape.layers();
    }

    public int hiddenSize() {
        return shape.hidden();
    }

    public int heads() {
        return shape.heads();
    }

    public int keyValueHeads() {
        return shape.keyValueHeads();
    }

    public int vocabulary() {
        return shape.vocabulary();
    }

    public int contextLength() {
        return shape.contextLength();
    }

    /** Where its files are. */
    public enum Source {
        LOCAL,
        CACHED,
        HUB
    }
}
