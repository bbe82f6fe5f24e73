package dev.tailor.training.model;

/**
 * The sizes of a model.
 *
 * @param contextLength tokens
 * @param tied whether the output head is the embedding
 */
public record ModelSizes(
        ModelFamily family,
        int layers,
        int hidden,
        int intermediate,
        int heads,
        int keyValueHeads,
        int headSize,
        int vocabulary,
        int contextLength,
        boolean tied) {

    /** Number of weights; a tied head counts once. */
    public long parameters() {
        return family.parameters(this);
    }

    public int queryWidth() {
        return heads * headSize;
    }

    public int keyValueWidth() {
        return keyValueHeads * headSize;
    }
}
