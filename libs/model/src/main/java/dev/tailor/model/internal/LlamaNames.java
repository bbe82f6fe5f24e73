package dev.tailor.model.internal;

import dev.tailor.model.ModelConfig;
import dev.tailor.model.internal.Layout.Place;
import dev.tailor.model.internal.Layout.Plan;
import dev.tailor.model.internal.Layout.Sides;
import dev.tailor.model.internal.Layout.Table;

/** Names of Llama, Mistral and Qwen checkpoints. */
final class LlamaNames {

    static final String EMBEDDING = "model.embed_tokens";
    static final String HEAD = "lm_head";

    private final ModelConfig config;
    private final Plan plan;

    LlamaNames(ModelConfig config) {
        this.config = config;
        this.plan = new Plan(config.layers());
    }

    Layout layout() {
        long hidden = config.hiddenSize();
        long vocabulary = config.vocabularySize();
        var embedding = new Table(EMBEDDING, Layout.EMBEDDING, vocabulary, hidden);
        plan.table(embedding);
        for (int layer = 0; layer < config.layers(); layer++) {
            layer(layer);
        }
        plan.add("model.norm.weight", Layout.NORM, hidden);
        var head = new Table(HEAD, Layout.HEAD, vocabulary, hidden);
        if (config.tiedEmbeddings()) {
            plan.share(head, embedding);
        } else {
            plan.table(head);
        }
        return plan.layout();
    }

    private void layer(int layer) {
        var prefix = "model.layers.%d.".formatted(layer);
        int slot = Layout.MODEL + Layout.PER_LAYER * layer;
        long hidden = config.hiddenSize();
        long wide = config.intermediateSize();
        var queries = new Sides((long) config.heads() * config.headSize(), hidden);
        var keys = new Sides((long) config.keyValueHeads() * config.headSize(), hidden);
        plan.add(prefix + "input_layernorm.weight", slot, hidden);
        plan.linear(prefix + "self_attn.q_proj", new Place(layer, 0), queries, config.queryBias());
        plan.linear(prefix + "self_attn.k_proj", new Place(layer, 1), keys, config.queryBias());
        plan.linear(prefix + "self_attn.v_proj", new Place(layer, 2), keys, config.queryBias());
        plan.linear(
                prefix + "self_attn.o_proj",
                new Place(layer, 3),
                new Sides(hidden, queries.out()),
                config.outputBias());
        if (config.architecture().equals("qwen3")) {
            plan.add(prefix + "self_attn.q_norm.weight", slot + 10, config.headSize());
            plan.add(prefix + "self_attn.k_norm.weight", slot + 11, config.headSize());
        }
        plan.add(prefix + "post_attention_layernorm.weight", slot + 12, hidden);
        plan.linear(prefix + "mlp.gate_proj", new Place(layer, 4), new Sides(wide, hidden), config.feedBias());
        plan.linear(prefix + "mlp.up_proj", new Place(layer, 5), new Sides(wide, hidden), config.feedBias());
        plan.linear(prefix + "mlp.down_proj", new Place(layer, 6), new Sides(hidden, wide), config.feedBias());
    }
}
