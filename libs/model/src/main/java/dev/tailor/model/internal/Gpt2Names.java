package dev.tailor.model.internal;

import dev.tailor.model.ModelConfig;
import dev.tailor.model.internal.Layout.Place;
import dev.tailor.model.internal.Layout.Plan;
import dev.tailor.model.internal.Layout.Sides;
import dev.tailor.model.internal.Layout.Table;

/** Names of GPT-2 checkpoints, whose linear layers are stored as [in, out], q, k and v in one. */
final class Gpt2Names {

    /** Checkpoints of the bare model go without it. */
    static final String PREFIX = "transformer.";

    private final ModelConfig config;
    private final Plan plan;

    Gpt2Names(ModelConfig config) {
        this.config = config;
        this.plan = new Plan(config.layers());
    }

    Layout layout() {
        long hidden = config.hiddenSize();
        var embedding = new Table(PREFIX + "wte", Layout.EMBEDDING, config.vocabularySize(), hidden);
        plan.table(embedding);
        plan.table(new Table(PREFIX + "wpe", Layout.POSITIONS, config.contextLength(), hidden));
        for (int layer = 0; layer < config.layers(); layer++) {
            layer(PREFIX + "h.%d.".formatted(layer), layer);
        }
        norm(PREFIX + "ln_f", Layout.NORM);
        var head = new Table(LlamaNames.HEAD, Layout.HEAD, config.vocabularySize(), hidden);
        if (config.tiedEmbeddings()) {
            plan.share(head, embedding);
        } else {
            plan.table(head);
        }
        return plan.layout();
    }

    private void layer(String prefix, int layer) {
        int slot = Layout.MODEL + Layout.PER_LAYER * layer;
        long hidden = config.hiddenSize();
        long wide = config.intermediateSize();
        norm(prefix + "ln_1", slot);
        plan.fused(prefix + "attn.c_attn", new Place(layer, 0), 3, new Sides(3 * hidden, hidden));
        plan.fused(prefix + "attn.c_proj", new Place(layer, 3), 1, new Sides(hidden, hidden));
        norm(prefix + "ln_2", slot + 12);
        plan.fused(prefix + "mlp.c_fc", new Place(layer, 5), 1, new Sides(wide, hidden));
        plan.fused(prefix + "mlp.c_proj", new Place(layer, 6), 1, new Sides(hidden, wide));
    }

    private void norm(String module, int slot) {
        plan.add(module + ".weight", slot, config.hiddenSize());
        plan.add(module + ".bias", slot + 1, config.hiddenSize());
    }
}
