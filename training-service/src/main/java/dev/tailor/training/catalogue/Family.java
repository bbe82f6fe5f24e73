package dev.tailor.training.catalogue;

/** How a model's sizes become a number of weights. */
enum Family {
    /** Also Mistral and SmolLM: no bias anywhere. */
    LLAMA,
    /** Bias at query, key and value. */
    QWEN2,
    /** A norm over each head's queries and keys. */
    QWEN3,
    /** Learnt positions, bias everywhere, no gate. */
    GPT2;

    long parameters(Shape shape) {
        return embeddings(shape) + shape.layers() * layer(shape) + lastNorm(shape);
    }

    /** Inputs and outputs of all linear layers of one block; GPT-2 computes query, key and value in one. */
    long linearWidths(Shape shape) {
        long hidden = shape.hidden();
        long inputs = this == GPT2 ? 2 * hidden : 4 * hidden;
        long attention = inputs + 2L * shape.queryWidth() + 2L * shape.keyValueWidth();
        long gates = this == GPT2 ? 0 : hidden + shape.intermediate();
        return attention + 2 * (hidden + shape.intermediate()) + gates;
    }

    private long embeddings(Shape shape) {
        long words = (long) shape.vocabulary() * shape.hidden();
        long positions = this == GPT2 ? (long) shape.contextLength() * shape.hidden() : 0;
        return (shape.tied() ? words : 2 * words) + positions;
    }

    private long layer(Shape shape) {
        long hidden = shape.hidden();
        long matrices = 2 * hidden * shape.queryWidth()
                + 2 * hidden * shape.keyValueWidth()
                + (this == GPT2 ? 2 : 3) * hidden * shape.intermediate();
        return matrices + beside(shape);
    }

    /** Norms and biases. */
    private long beside(Shape shape) {
        long hidden = shape.hidden();
        return switch (this) {
            case LLAMA -> 2 * hidden;
            case QWEN2 -> 2 * hidden + shape.queryWidth() + 2L * shape.keyValueWidth();
            case QWEN3 -> 2 * hidden + 2L * shape.headSize();
            case GPT2 -> 4 * hidden + 3 * hidden + hidden + shape.intermediate() + hidden;
        };
    }

    private long lastNorm(Shape shape) {
        return this == GPT2 ? 2L * shape.hidden() : shape.hidden();
    }
}
