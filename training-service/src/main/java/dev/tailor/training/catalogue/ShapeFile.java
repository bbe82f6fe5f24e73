package dev.tailor.training.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a model's sizes from its config.json. */
final class ShapeFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GPT2_WIDENING = 4;

    private ShapeFile() {}

    static Shape read(Path directory) throws IOException {
        var config = JSON.readTree(directory.resolve("config.json").toFile());
        return switch (config.path("model_type").asText()) {
            case "gpt2" -> gpt2(config);
            case "qwen2" -> gated(config, Family.QWEN2);
            case "qwen3" -> gated(config, Family.QWEN3);
            default -> gated(config, Family.LLAMA);
        };
    }

    private static Shape gated(JsonNode config, Family family) {
        int hidden = config.path("hidden_size").asInt();
        int heads = config.path("num_attention_heads").asInt(1);
        return new Shape(
                family,
                config.path("num_hidden_layers").asInt(),
                hidden,
                config.path("intermediate_size").asInt(),
                heads,
                config.path("num_key_value_heads").asInt(heads),
                config.path("head_dim").asInt(hidden / heads),
                config.path("vocab_size").asInt(),
                config.path("max_position_embeddings").asInt(),
                config.path("tie_word_embeddings").asBoolean(false));
    }

    private static Shape gpt2(JsonNode config) {
        int hidden = config.path("n_embd").asInt();
        int heads = config.path("n_head").asInt(1);
        return new Shape(
                Family.GPT2,
                config.path("n_layer").asInt(),
                hidden,
                config.path("n_inner").asInt(GPT2_WIDENING * hidden),
                heads,
                heads,
                hidden / heads,
                config.path("vocab_size").asInt(),
                config.path("n_positions").asInt(),
                true);
    }
}
