package dev.tailor.model.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.ModelConfig.Activation;
import dev.tailor.model.ModelConfig.Norm;
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
        return switch (type) {
            case "gpt2" -> gpt2();
            case "llama", "mistral", "qwen2", "qwen3" -> llama(type);
            default ->
                throw wrong("model_type is \"%s\"; supported: gpt2, llama, mistral, qwen2, qwen3".formatted(type));
        };
    }

    private ModelConfig gpt2() {
        oneOf("activation_function", "gelu_new", List.of("gelu_new", "gelu_pytorch_tanh"));
        if (root.path("scale_attn_by_inverse_layer_idx").asBoolean(false)
                || !root.path("scale_attn_weights").asBoolean(true)) {
            throw wrong("attention is scaled in an unusual way, which is not supported");
        }
        int hidden = number("n_embd", 0);
        int heads = number("n_head", 0);
        if (hidden % heads != 0) {
            throw wrong("n_embd is no multiple of n_head");
        }
        return new ModelConfig(
                "gpt2",
                number("n_layer", 0),
                hidden,
                heads,
                heads,
                hidden / heads,
                number("n_inner", 4 * hidden),
                number("vocab_size", 0),
                number("n_positions", 1024),
                Norm.LAYER,
                root.path("layer_norm_epsilon").asDouble(1e-5),
                Activation.GELU_TANH,
                Optional.empty(),
                0,
                true,
                true,
                true,
                root.path("tie_word_embeddings").asBoolean(true),
                ends(),
                begin(),
                dtype());
    }

    private ModelConfig llama(String type) {
        oneOf("hidden_act", "silu", List.of("silu"));
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
        boolean biased = root.path("attention_bias").asBoolean(false);
        int context = number("max_position_embeddings", 2048);
        return new ModelConfig(
                type,
                number("num_hidden_layers", 0),
                hidden,
                heads,
                keyValueHeads,
                headSize,
                number("intermediate_size", 0),
                number("vocab_size", 0),
                context,
                Norm.RMS,
                root.path("rms_norm_eps").asDouble(1e-6),
                Activation.GATED_SILU,
                Optional.of(new RopeFile(file, root).rope(context)),
                window(type),
                biased || type.equals("qwen2"),
                biased,
                root.path("mlp_bias").asBoolean(false),
                root.path("tie_word_embeddings").asBoolean(false),
                ends(),
                begin(),
                dtype());
    }

    private Optional<Integer> begin() {
        var node = root.path("bos_token_id");
        return node.isInt() ? Optional.of(node.asInt()) : Optional.empty();
    }

    /** Mistral attends in a window wherever it names one; Qwen only if it says so, and then perhaps in some layers. */
    private int window(String type) {
        int window = root.path("sliding_window").asInt(0);
        if (type.equals("mistral") || window == 0) {
            return window;
        }
        if (!root.path("use_sliding_window").asBoolean(false)) {
            return 0;
        }
        int layers = number("num_hidden_layers", 0);
        int whole = root.path("max_window_layers").asInt(layers);
        if (whole > 0 && whole < layers) {
            throw wrong("use_sliding_window in a part of the layers (max_window_layers %d of %d) is not supported"
                    .formatted(whole, layers));
        }
        return whole == 0 ? window : 0;
    }

    private void oneOf(String name, String otherwise, List<String> supported) {
        var value = root.path(name).asText(otherwise);
        if (!supported.contains(value)) {
            throw wrong("%s is \"%s\"; supported: %s".formatted(name, value, String.join(", ", supported)));
        }
    }

    private int number(String name, int otherwise) {
        var node = root.path(name);
        int value = node.isMissingNode() || node.isNull() ? otherwise : node.asInt(0);
        if (value < 1) {
            throw wrong(name + " is missing or not a positive number");
        }
        return value;
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

    private InvalidModel wrong(String what) {
        return new InvalidModel("%s: %s".formatted(file, what));
    }
}
