package dev.tailor.training.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the shape of a model from its config.json. The weights are not opened. */
final class ModelConfiguration {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LINEAR =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    private final JsonNode config;

    private ModelConfiguration(JsonNode config) {
        this.config = config;
    }

    /** Refuses what cannot be trained, before there are weights. */
    static void check(Path file) throws IOException {
        var unused = of(file).parameters();
    }

    private static ModelConfiguration of(Path file) throws IOException {
        var configuration = new ModelConfiguration(JSON.readTree(file.toFile()));
        var type = configuration.config.path("model_type").asText();
        if (!"llama".equals(type)) {
            throw new IllegalArgumentException("model_type is '%s', only 'llama' is supported".formatted(type));
        }
        return configuration;
    }

    static BaseModel read(Path folder, String id) throws IOException {
        var file = folder.resolve("config.json");
        var configuration = of(file);
        if (!hasWeights(folder)) {
            throw new IllegalArgumentException("there are no weights in safetensors or PyTorch files");
        }
        return new BaseModel(
                id,
                folder.toAbsolutePath().normalize(),
                Files.getLastModifiedTime(file).toInstant(),
                configuration.number("max_position_embeddings"),
                configuration.number("hidden_size"),
                configuration.parameters(),
                LINEAR);
    }

    private static boolean hasWeights(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.endsWith(".safetensors") || name.matches("pytorch_model.*\\.bin"));
        }
    }

    private long parameters() {
        long hidden = number("hidden_size");
        long heads = number("num_attention_heads");
        long headSize = config.path("head_dim").asLong(hidden / heads);
        long keyValue = config.path("num_key_value_heads").asLong(heads) * headSize;
        long attention = 2 * hidden * heads * headSize + 2 * hidden * keyValue;
        long layer = attention + 3 * hidden * number("intermediate_size") + 2 * hidden;
        long embeddings = hidden * number("vocab_size");
        long output = config.path("tie_word_embeddings").asBoolean(false) ? 0 : embeddings;
        return embeddings + output + number("num_hidden_layers") * layer + hidden;
    }

    private int number(String name) {
        var value = config.path(name);
        if (!value.isIntegralNumber() || value.asInt() < 1) {
            throw new IllegalArgumentException("config.json has no positive " + name);
        }
        return value.asInt();
    }
}
