package dev.tailor.training.catalogue;

import dev.tailor.training.catalogue.Question.Load;
import dev.tailor.training.job.Precision;
import dev.tailor.training.model.ModelSizes;

/**
 * Bytes that a training takes at its peak.
 *
 * <ul>
 *   <li>weights: trained ones in float32, with a copy in the format of 16 bits where one computes; frozen ones as they
 *       compute
 *   <li>gradients: float32, of what is trained
 *   <li>optimizer: the two moments of AdamW, float32
 *   <li>activations: what the backward pass needs of each token in each block (six times the hidden width, twice the
 *       widths of queries and of keys, four times the feed-forward's, two attention scores for each head and token),
 *       and the logits of one chunk of 256 tokens, twice, in float32
 *   <li>other: the process and its libraries
 * </ul>
 */
public record MemoryEstimate(long weights, long gradients, long optimizer, long activations, long other) {

    private static final long FLOAT = 4;
    private static final long HALF = 2;
    private static final long LOSS_CHUNK = 256;
    private static final long PROCESS = 300L << 20;

    static MemoryEstimate of(ModelSizes sizes, CatalogueMethod method, Load load) {
        long trained = method.trained(sizes);
        return new MemoryEstimate(
                weights(sizes, method, load.precision()),
                FLOAT * trained,
                2 * FLOAT * trained,
                activations(sizes, load),
                PROCESS);
    }

    public long total() {
        return weights + gradients + optimizer + activations + other;
    }

    private static long weights(ModelSizes sizes, CatalogueMethod method, Precision precision) {
        long all = sizes.parameters();
        return switch (method) {
            case LORA -> bytes(precision) * all + FLOAT * method.trained(sizes);
            case FULL -> FLOAT * all + (precision == Precision.FP32 ? 0 : HALF * all);
        };
    }

    private static long bytes(Precision precision) {
        return switch (precision) {
            case FP32 -> FLOAT;
            case BF16, FP16 -> HALF;
        };
    }

    private static long activations(ModelSizes sizes, Load load) {
        long token = 6L * sizes.hidden()
                + 2L * sizes.queryWidth()
                + 2L * sizes.keyValueWidth()
                + 4L * sizes.intermediate()
                + 2L * sizes.heads() * load.sequenceLength();
        long logits = Math.min(LOSS_CHUNK, load.tokens()) * sizes.vocabulary() * FLOAT * 2;
        return load.tokens() * sizes.layers() * token * bytes(load.precision()) + logits;
    }
}
