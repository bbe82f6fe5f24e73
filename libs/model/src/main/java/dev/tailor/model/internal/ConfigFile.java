package dev.tailor.model.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A config.json, in the form of Transformers 4 or 5. */
public final class ConfigFile {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final JsonNode root;

    private ConfigFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    public static ModelConfig read(Path directory) {
        var file = directory.resolve("config.json");
        return new ConfigFile(file, json(file)).config();
    }

    static JsonNode json(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidModel("%s is missing: name a Hugging Face model directory".formatted(file));
        }
        try {
            var root = JSON.readTree(file.toFile());
            if (!root.isObject()) {
                throw new InvalidModel("%s is not a JSON object".formatted(file));
            }
            return root;
        } catch (JsonProcessingException broken) {
            throw new InvalidModel("%s is not JSON: %s".formatted(file, broken.getOriginalMessage()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ModelConfig config() {
        String type = root.path("model_type").asText("");
        if (!type.equals("llama")) {
            throw wrong("model_type is \"%s\"; supported: llama".formatted(type));
        }
        refuse("attention_bias");
        refuse("mlp_bias");
        String activation = root.path("hidden_act").asText("silu");
        if (!activation.equals("silu")) {
            throw wrong("hidden_act is \"%s\"; supported: silu".formatted(activation));
        }
        int heads = number("num_attention_heads", 0);
        int hidden = number("hidden_size", 0);
        int keyValueHeads = number("num_key_value_heads", heads);
        if (heads % keyValueHeads != 0) {
            throw wrong("num_attention_heads is no multiple of num_key_value_heads");
        }
        int headSize = number("head_dim", hidden / heads);
        if (headSize % 2 != 0) {
            throw wrong("head_dim is odd");
        }
        return new ModelConfig(
                type,
                number("num_hidden_layers", 0),
                hidden,
                heads,
                keyValueHeads,
                headSize,
                number("intermediate_size", 0),
                number("vocab_size", 0),
                number("max_position_embeddings", 2048),
                root.path("rms_norm_eps").asDouble(1e-6),
                theta(),
                root.path("tie_word_embeddings").asBoolean(false),
                ends(),
                root.path("bos_token_id").isInt()
                        ? Optional.of(root.path("bos_token_id").asInt())
                        : Optional.empty(),
                dtype());
    }

    private int number(String name, int otherwise) {
        var node = root.path(name);
        int value = node.isMissingNode() || node.isNull() ? otherwise : node.asInt(0);
        if (value < 1) {
            throw wrong(name + " is missing or not a positive number");
        }
        return value;
    }

    private double theta() {
        var parameters = root.path("rope_parameters");
        String type = parameters.path("rope_type").asText("default");
        var scaling = root.path("rope_scaling");
        if (scaling.isObject()) {
            type = scaling.path("rope_type").asText(scaling.path("type").asText("default"));
        }
        if (!type.equals("default")) {
            throw wrong("rope type \"%s\" is not supported; supported: default".formatted(type));
        }
        return parameters.path("rope_theta").asDouble(root.path("rope_theta").asDouble(10000));
    }

    private List<Integer> ends() {
        var node = root.path("eos_token_id");
        List<Integer> ends = new ArrayList<>();
        if (node.isInt()) {
            ends.add(node.asInt());
        }
        node.forEach(end -> ends.add(end.asInt()));
        return ends;
    }

    private String dtype() {
        String name = root.path("dtype").asText(root.path("torch_dtype").asText("float32"));
        return switch (name) {
            case "bfloat16" -> "BF16";
            case "float16" -> "F16";
            default -> "F32";
        };
    }

    private void refuse(String flag) {
        if (root.path(flag).asBoolean(false)) {
            throw wrong(flag + " is true; models with such biases are not supported");
        }
    }

    private InvalidModel wrong(String what) {
        return new InvalidModel("%s: %s".formatted(file, what));
    }
}
