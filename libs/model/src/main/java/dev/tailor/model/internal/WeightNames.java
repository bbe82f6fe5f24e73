package dev.tailor.model.internal;

import dev.tailor.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/** Hugging Face names of a decoder's weights, in the order in which the script takes them. */
final class WeightNames {

    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String HEAD = "lm_head.weight";
    private static final List<String> BLOCK = List.of(
            "input_layernorm",
            "self_attn.q_proj",
            "self_attn.k_proj",
            "self_attn.v_proj",
            "self_attn.o_proj",
            "post_attention_layernorm",
            "mlp.gate_proj",
            "mlp.up_proj",
            "mlp.down_proj");
    private static final int[] LINEAR = {1, 2, 3, 4, 6, 7, 8};

    private WeightNames() {}

    static List<String> of(ModelConfig config) {
        List<String> names = new ArrayList<>(List.of(EMBEDDING, "model.norm.weight"));
        for (int layer = 0; layer < config.layers(); layer++) {
            for (var part : BLOCK) {
                names.add("model.layers.%d.%s.weight".formatted(layer, part));
            }
        }
        if (!config.tiedEmbeddings()) {
            names.add(HEAD);
        }
        return names;
    }

    /** The module path of a linear layer without ".weight", by layer and position among the seven. */
    static String linear(int layer, int position) {
        return "model.layers.%d.%s".formatted(layer, BLOCK.get(LINEAR[position]));
    }

    /** Where a linear layer's weight stands in the list. */
    static int linearIndex(int layer, int position) {
        return 2 + layer * BLOCK.size() + LINEAR[position];
    }

    static List<Long> shape(ModelConfig config, String name) {
        long hidden = config.hiddenSize();
        long attention = (long) config.heads() * config.headSize();
        long shared = (long) config.keyValueHeads() * config.headSize();
        long wide = config.intermediateSize();
        if (name.equals(EMBEDDING) || name.equals(HEAD)) {
            return List.of((long) config.vocabularySize(), hidden);
        }
        var part = name.substring(name.lastIndexOf('.', name.length() - ".weight".length() - 1) + 1);
        return switch (part) {
            case "q_proj.weight" -> List.of(attention, hidden);
            case "k_proj.weight", "v_proj.weight" -> List.of(shared, hidden);
            case "o_proj.weight" -> List.of(hidden, attention);
            case "gate_proj.weight", "up_proj.weight" -> List.of(wide, hidden);
            case "down_proj.weight" -> List.of(hidden, wide);
            default -> List.of(hidden);
        };
    }
}
