package dev.tailor.training.model;

import java.util.List;

/** How a model's sizes become a number of weights. */
public enum ModelFamily {
    /** Also Mistral and SmolLM: no bias anywhere. */
    LLAMA,
    /** Bias at query, key and value. */
    QWEN2,
    /** A norm over each head's queries and keys. */
    QWEN3,
    /** Learnt positions, bias everywhere, no gate. */
    GPT2;

    long parameters(ModelSizes sizes) {
        return embeddings(sizes) + sizes.layers() * layer(sizes) + lastNorm(sizes);
    }

    /** Names that an adapter can target. */
    public List<String> linearLayers() {
        return this == GPT2
                ? List.of("c_attn", "c_proj", "c_fc")
                : List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
    }

    /** Names of embeddings and output matrix, which can be trained whole beside an adapter. */
    public List<String> tables() {
        return this == GPT2 ? List.of("wte", "wpe", "lm_head") : List.of("embed_tokens", "lm_head");
    }

    /** Inputs and outputs of all linear layers of one block; GPT-2 computes query, key and value in one. */
    public long linearWidths(ModelSizes sizes) {
        long hidden = sizes.hidden();
        long inputs = this == GPT2 ? 2 * hidden : 4 * hidden;
        long attention = inputs + 2L * sizes.queryWidth() + 2L * sizes.keyValueWidth();
        long gates = this == GPT2 ? 0 : hidden + sizes.intermediate();
        return attention + 2 * (hidden + sizes.intermediate()) + gates;
    }

    private long embeddings(ModelSizes sizes) {
        long words = (long) sizes.vocabulary() * sizes.hidden();
        long positions = this == GPT2 ? (long) sizes.contextLength() * sizes.hidden() : 0;
        return (sizes.tied() ? words : 2 * words) + positions;
    }

    private long layer(ModelSizes sizes) {
        long hidden = sizes.hidden();
        long matrices = 2 * hidden * sizes.queryWidth()
                + 2 * hidden * sizes.keyValueWidth()
                + (this == GPT2 ? 2 : 3) * hidden * sizes.intermediate();
        return matrices + beside(sizes);
    }

    /** Norms and biases. */
    private long beside(ModelSizes sizes) {
        long hidden = sizes.hidden();
        return switch (this) {
            case LLAMA -> 2 * hidden;
            case QWEN2 -> 2 * hidden + sizes.queryWidth() + 2L * sizes.keyValueWidth();
            case QWEN3 -> 2 * hidden + 2L * sizes.headSize();
            case GPT2 -> 4 * hidden + 3 * hidden + hidden + sizes.intermediate() + hidden;
        };
    }

    private long lastNorm(ModelSizes sizes) {
        return this == GPT2 ? 2L * sizes.hidden() : sizes.hidden();
    }
}
