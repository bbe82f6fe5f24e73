package dev.tailor.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes a Llama of two small layers with seeded random weights and a vocabulary of bytes. */
final class TinyModel {

    static final int CONTEXT = 128;
    private static final int HIDDEN = 32;
    private static final int HEADS = 4;
    private static final int GROUPS = 2;
    private static final int INNER = 64;
    private static final int LAYERS = 2;
    private static final int BEGIN = 256;
    private static final int END = 257;
    private static final int VOCABULARY = 258;
    static final int TABLE_SIZE = VOCABULARY * HIDDEN;

    private TinyModel() {}

    static Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.json"), config());
            Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
            Files.writeString(
                    folder.resolve("tokenizer_config.json"), "{\"bos_token\":\"<s>\",\"eos_token\":\"</s>\"}");
            Files.write(folder.resolve("model.safetensors"), weights());
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String config() {
        return """
                {"architectures":["LlamaForCausalLM"],"model_type":"llama","hidden_size":%d,"intermediate_size":%d,
                "num_hidden_layers":%d,"num_attention_heads":%d,"num_key_value_heads":%d,"vocab_size":%d,
                "max_position_embeddings":%d,"rms_norm_eps":1e-5,"rope_theta":10000.0,"hidden_act":"silu",
                "tie_word_embeddings":true,"bos_token_id":%d,"eos_token_id":%d,"torch_dtype":"float32"}
                """.formatted(HIDDEN, INNER, LAYERS, HEADS, GROUPS, VOCABULARY, CONTEXT, BEGIN, END);
    }

    private static String tokenizer() {
        var vocabulary = new ArrayList<String>();
        int next = 0x100;
        for (int value = 0; value < 256; value++) {
            boolean printable = value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
            var letter = Character.toString(printable ? value : next++);
            var escaped = letter.equals("\"") || letter.equals("\\") ? "\\" + letter : letter;
            vocabulary.add("\"%s\":%d".formatted(escaped, value));
        }
        var added = List.of(added("<s>", BEGIN), added("</s>", END));
        return """
                {"version":"1.0","truncation":null,"padding":null,"added_tokens":[%s],"normalizer":null,
                "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
                "post_processor":null,
                "decoder":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
                "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,
                "end_of_word_suffix":null,"fuse_unk":false,"byte_fallback":false,"vocab":{%s},"merges":[]}}
                """.formatted(String.join(",", added), String.join(",", vocabulary));
    }

    private static String added(String content, int id) {
        return ("{\"id\":%d,\"content\":\"%s\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
                        + "\"normalized\":false,\"special\":true}")
                .formatted(id, content);
    }

    private static byte[] weights() throws IOException {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        int grouped = HIDDEN / HEADS * GROUPS;
        shapes.put("model.embed_tokens.weight", new int[] {VOCABULARY, HIDDEN});
        for (int layer = 0; layer < LAYERS; layer++) {
            var prefix = "model.layers." + layer + ".";
            shapes.put(prefix + "input_layernorm.weight", new int[] {HIDDEN});
            shapes.put(prefix + "self_attn.q_proj.weight", new int[] {HIDDEN, HIDDEN});
            shapes.put(prefix + "self_attn.k_proj.weight", new int[] {grouped, HIDDEN});
            shapes.put(prefix + "self_attn.v_proj.weight", new int[] {grouped, HIDDEN});
            shapes.put(prefix + "self_attn.o_proj.weight", new int[] {HIDDEN, HIDDEN});
            shapes.put(prefix + "post_attention_layernorm.weight", new int[] {HIDDEN});
            shapes.put(prefix + "mlp.gate_proj.weight", new int[] {INNER, HIDDEN});
            shapes.put(prefix + "mlp.up_proj.weight", new int[] {INNER, HIDDEN});
            shapes.put(prefix + "mlp.down_proj.weight", new int[] {HIDDEN, INNER});
        }
        shapes.put("model.norm.weight", new int[] {HIDDEN});
        return safetensors(shapes);
    }

    private static byte[] safetensors(Map<String, int[]> shapes) throws IOException {
        var random = new Random(7);
        var data = new ByteArrayOutputStream();
        List<String> header = new ArrayList<>();
        for (var entry : shapes.entrySet()) {
            int[] shape = entry.getValue();
            int count = shape.length == 1 ? shape[0] : shape[0] * shape[1];
            int from = data.size();
            var bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < count; at++) {
                bytes.putFloat(shape.length == 1 ? 1f : (float) (random.nextGaussian() * 0.15));
            }
            data.write(bytes.array());
            var sizes = shape.length == 1 ? "[%d]".formatted(shape[0]) : "[%d,%d]".formatted(shape[0], shape[1]);
            header.add("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                    .formatted(entry.getKey(), sizes, from, data.size()));
        }
        var json = "{" + String.join(",", header) + "}";
        var padded = (json + " ".repeat(Math.floorMod(-json.length(), 8))).getBytes(StandardCharsets.UTF_8);
        var file = new ByteArrayOutputStream();
        file.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .array());
        file.write(padded);
        data.writeTo(file);
        return file.toByteArray();
    }
}
