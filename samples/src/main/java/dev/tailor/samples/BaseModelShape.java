package dev.tailor.samples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The shape of the bundled base model, and its weights before any training. */
final class BaseModelShape {
    static final int VOCABULARY = 2048;
    static final int CONTEXT = 512;

    private static final int HIDDEN = 128;
    private static final int LAYERS = 4;
    private static final int HEADS = 4;
    private static final int KEY_VALUE_HEADS = 2;
    private static final int HEAD = HIDDEN / HEADS;
    private static final int INTERMEDIATE = 384;
    private static final double SPREAD = 0.02;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Random random;

    BaseModelShape(long seed) {
        this.random = new Random(seed);
    }

    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("config.json"), JSON.writeValueAsString(config()) + "\n");
        Files.writeString(
                directory.resolve("generation_config.json"),
                JSON.writeValueAsString(TokenizerFiles.ordered("bos_token_id", 0, "eos_token_id", 1, "pad_token_id", 2))
                        + "\n");
        Files.write(directory.resolve("model.safetensors"), weights());
    }

    private static Map<String, Object> config() {
        var config = TokenizerFiles.ordered(
                "architectures", List.of("LlamaForCausalLM"), "model_type", "llama", "hidden_act", "silu");
        config.putAll(TokenizerFiles.ordered(
                "hidden_size", HIDDEN, "intermediate_size", INTERMEDIATE, "num_hidden_layers", LAYERS));
        config.putAll(TokenizerFiles.ordered(
                "num_attention_heads", HEADS, "num_key_value_heads", KEY_VALUE_HEADS, "head_dim", HEAD));
        config.putAll(TokenizerFiles.ordered(
                "vocab_size", VOCABULARY, "max_position_embeddings", CONTEXT, "rms_norm_eps", 1e-5));
        config.putAll(TokenizerFiles.ordered(
                "rope_theta", 10000.0, "attention_bias", false, "mlp_bias", false, "tie_word_embeddings", true));
        config.putAll(TokenizerFiles.ordered(
                "bos_token_id", 0, "eos_token_id", 1, "pad_token_id", 2, "torch_dtype", "bfloat16"));
        return config;
    }

    private static Map<String, int[]> tensors() {
        var tensors = new LinkedHashMap<String, int[]>();
        tensors.put("model.embed_tokens.weight", new int[] {VOCABULARY, HIDDEN});
        for (int layer = 0; layer < LAYERS; layer++) {
            var at = "model.layers." + layer + ".";
            tensors.put(at + "input_layernorm.weight", new int[] {HIDDEN});
            tensors.put(at + "self_attn.q_proj.weight", new int[] {HIDDEN, HIDDEN});
            tensors.put(at + "self_attn.k_proj.weight", new int[] {KEY_VALUE_HEADS * HEAD, HIDDEN});
            tensors.put(at + "self_attn.v_proj.weight", new int[] {KEY_VALUE_HEADS * HEAD, HIDDEN});
            tensors.put(at + "self_attn.o_proj.weight", new int[] {HIDDEN, HIDDEN});
            tensors.put(at + "post_attention_layernorm.weight", new int[] {HIDDEN});
            tensors.put(at + "mlp.gate_proj.weight", new int[] {INTERMEDIATE, HIDDEN});
            tensors.put(at + "mlp.up_proj.weight", new int[] {INTERMEDIATE, HIDDEN});
            tensors.put(at + "mlp.down_proj.weight", new int[] {HIDDEN, INTERMEDIATE});
        }
        tensors.put("model.norm.weight", new int[] {HIDDEN});
        return tensors;
    }

    private byte[] weights() throws IOException {
        var header = TokenizerFiles.ordered("__metadata__", Map.of("format", "pt"));
        int end = 0;
        for (var tensor : tensors().entrySet()) {
            int begin = end;
            end += 2 * elements(tensor.getValue());
            header.put(
                    tensor.getKey(),
                    TokenizerFiles.ordered(
                            "dtype", "BF16", "shape", tensor.getValue(), "data_offsets", new int[] {begin, end}));
        }
        var text = new ObjectMapper().writeValueAsString(header);
        var json = (text + " ".repeat((8 - text.length() % 8) % 8)).getBytes(StandardCharsets.US_ASCII);
        var file = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        tensors().values().forEach(shape -> fill(file, shape));
        return file.array();
    }

    private void fill(ByteBuffer file, int[] shape) {
        for (int i = 0; i < elements(shape); i++) {
            float value = shape.length == 1 ? 1 : (float) (random.nextGaussian() * SPREAD);
            file.putShort((short) (Float.floatToIntBits(value) >>> 16));
        }
    }

    private static int elements(int[] shape) {
        return Arrays.stream(shape).reduce(1, (left, right) -> left * right);
    }
}
