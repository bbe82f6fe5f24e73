package dev.tailor.training.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the sizes of a model from its config.json. The weights are not opened. */
public final class ModelConfiguration {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GPT2_WIDENING = 4;
    private static final int GPT2_WINDOW = 1024;
    private static final int WINDOW = 2048;

    private final JsonNode config;

    private ModelConfiguration(JsonNode config) {
        this.config = config;
    }

    /** Refuses what cannot be trained, before there are weights. */
    static void check(Path file) throws IOException {
        var unused = of(file);
    }

    /** The sizes of the model in a folder; an IllegalArgumentException tells why there are none. */
    public static ModelSizes sizes(Path folder) throws IOException {
        return of(folder.resolve("config.json"));
    }

    /** The sizes that a config.json tells. */
    static ModelSizes sizes(ModelFile.Content config) throws IOException {
        try (var json = config.open()) {
            return of(JSON.readTree(json));
        }
    }

    static BaseModel read(Path folder, String id) throws IOException {
        var sizes = sizes(folder);
        if (!hasWeights(folder)) {
            throw new IllegalArgumentException("there are no weights in safetensors or PyTorch files");
        }
        return new BaseModel(
                id,
                folder.toAbsolutePath().normalize(),
                Files.getLastModifiedTime(folder.resolve("config.json")).toInstant(),
                sizes);
    }

    private static ModelSizes of(Path file) throws IOException {
        return of(JSON.readTree(file.toFile()));
    }

    private static ModelSizes of(JsonNode json) {
        var configuration = new ModelConfiguration(json);
        var type = configuration.config.path("model_type").asText();
        return switch (type) {
            case "gpt2" -> configuration.gpt2();
            case "llama", "mistral" -> configuration.gated(ModelFamily.LLAMA);
            case "qwen2" -> configuration.gated(ModelFamily.QWEN2);
            case "qwen3" -> configuration.gated(ModelFamily.QWEN3);
            default ->
                throw new IllegalArgumentException(
                        "model_type is '%s'; supported: gpt2, llama, mistral, qwen2, qwen3".formatted(type));
        };
    }

    private ModelSizes gated(ModelFamily family) {
        int hidden = number("hidden_size");
        int heads = number("num_attention_heads");
        return new ModelSizes(
                family,
                number("num_hidden_layers"),
                hidden,
                number("intermediate_size"),
                heads,
                number("num_key_value_heads", heads),
                number("head_dim", hidden / heads),
                number("vocab_size"),
                number("max_position_embeddings", WINDOW),
                config.path("tie_word_embeddings").asBoolean(false));
    }

    private ModelSizes gpt2() {
        int hidden = number("n_embd");
        int heads = number("n_head");
        return new ModelSizes(
                ModelFamily.GPT2,
                number("n_layer"),
                hidden,
                number("n_inner", GPT2_WIDENING * hidden),
                heads,
                heads,
                hidden / heads,
                number("vocab_size"),
                number("n_positions", GPT2_WINDOW),
                config.path("tie_word_embeddings").asBoolean(true));
    }

    private static boolean hasWeights(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.endsWith(".safetensors") || name.matches("pytorch_model.*\\.bin"));
        }
    }

    private int number(String name, int otherwise) {
        var value = config.path(name);
        return value.isMissingNode() || value.isNull() ? otherwise : number(name);
    }

    private int number(String name) {
        var value = config.path(name);
        if (!value.isIntegralNumber() || value.asInt() < 1) {
            throw new IllegalArgumentException("config.json has no positive " + name);
        }
        return value.asInt();
    }
}
