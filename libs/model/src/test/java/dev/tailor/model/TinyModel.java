package dev.tailor.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A random Llama of a few thousand weights, written to a directory. */
public final class TinyModel {

    static final int VOCABULARY = 40;
    private static final int HIDDEN = 16;
    private static final int LAYERS = 2;
    private static final int KEY_VALUE = 8;
    private static final int FEED = 24;

    private final Random random = new Random(7);

    private TinyModel() {}

    static Path write(Path directory, boolean tied) throws IOException {
        Files.createDirectories(directory);
        new TinyModel().weights(tied).write(directory.resolve("model.safetensors"));
        Files.writeString(directory.resolve("config.json"), config(tied));
        return directory;
    }

    static String config(boolean tied) {
        return """
                {"architectures":["LlamaForCausalLM"],"model_type":"llama","hidden_size":16,"num_hidden_layers":2,
                 "num_attention_heads":4,"num_key_value_heads":2,"intermediate_size":24,"vocab_size":40,
                 "max_position_embeddings":64,"rms_norm_eps":1e-5,"rope_theta":10000.0,"hidden_act":"silu",
                 "eos_token_id":2,"bos_token_id":1,"torch_dtype":"float32","tie_word_embeddings":%s}""".formatted(tied);
    }

    SafetensorsFixture weights(boolean tied) {
        var file = new SafetensorsFixture();
        matrix(file, "model.embed_tokens.weight", VOCABULARY, HIDDEN);
        ones(file, "model.norm.weight");
        for (int layer = 0; layer < LAYERS; layer++) {
            var name = "model.layers." + layer + ".";
            ones(file, name + "input_layernorm.weight");
            matrix(file, name + "self_attn.q_proj.weight", HIDDEN, HIDDEN);
            matrix(file, name + "self_attn.k_proj.weight", KEY_VALUE, HIDDEN);
            matrix(file, name + "self_attn.v_proj.weight", KEY_VALUE, HIDDEN);
            matrix(file, name + "self_attn.o_proj.weight", HIDDEN, HIDDEN);
            ones(file, name + "post_attention_layernorm.weight");
            matrix(file, name + "mlp.gate_proj.weight", FEED, HIDDEN);
            matrix(file, name + "mlp.up_proj.weight", FEED, HIDDEN);
            matrix(file, name + "mlp.down_proj.weight", HIDDEN, FEED);
        }
        if (!tied) {
            matrix(file, "lm_head.weight", VOCABULARY, HIDDEN);
        }
        return file;
    }

    static TinyModel random() {
        return new TinyModel();
    }

    private void matrix(SafetensorsFixture file, String name, int rows, int columns) {
        var numbers = new float[rows * columns];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (random.nextGaussian() * 0.2);
        }
        file.add(name, numbers, rows, columns);
    }

    private static void ones(SafetensorsFixture file, String name) {
        var numbers = new float[HIDDEN];
        java.util.Arrays.fill(numbers, 1);
        file.add(name, numbers, HIDDEN);
    }

    /** A row whose tokens after the first third carry loss. */
    static Example row(int length, long seed) {
        var random = new Random(seed);
        var ids = random.ints(length, 3, VOCABULARY).toArray();
        var trained = new boolean[length];
        for (int i = length / 3; i < length; i++) {
            trained[i] = true;
        }
        return new Example(ids, trained);
    }
}
