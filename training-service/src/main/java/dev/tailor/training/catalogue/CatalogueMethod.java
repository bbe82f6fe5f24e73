package dev.tailor.training.catalogue;

import dev.tailor.training.model.ModelSizes;

/** What is trained of a model. */
public enum CatalogueMethod {
    /** Every weight. */
    FULL,
    /** An adapter of the recommended rank at every linear layer. */
    LORA;

    private static final int RANK = 16;
    private static final int ALL_THREE_PRODUCTS = 6;
    private static final int WITHOUT_WEIGHT_GRADIENTS = 4;

    long trained(ModelSizes sizes) {
        return this == FULL
                ? sizes.parameters()
                : RANK * sizes.layers() * sizes.family().linearWidths(sizes);
    }

    /** Floating-point operations that one token costs. */
    public double flopsPerToken(long parameters) {
        return (double) parameters * (this == FULL ? ALL_THREE_PRODUCTS : WITHOUT_WEIGHT_GRADIENTS);
    }
}
