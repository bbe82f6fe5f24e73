package dev.tailor.training.catalogue;

/**
 * The sizes of a model.
 *
 * @param contextLength tokens
 * @param tied whether the output head is the embedding
 */
record Shape(
        Family family,
        int layers,
        int hidden,
        int intermediate,
        int heads,
        int keyValueHeads,
        int headSize,
        int vocabulary,
        int contextLength,
        boolean tied) {

    long parameters() {
        return family.parameters(this);
    }

    int queryWidth() {
        return heads * headSize;
    }

    int keyValueWidth() {
        return keyValueHeads * headSize;
    }
}
