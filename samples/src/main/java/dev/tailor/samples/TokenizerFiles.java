package dev.tailor.samples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes tokenizer.json and tokenizer_config.json of the bundled base model. */
final class TokenizerFiles {
    static final List<String> SPECIAL =
            List.of("<|bos|>", "<|eos|>", "<|pad|>", "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>");
    static final String TEMPLATE = "{{ bos_token }}{% for message in messages %}"
            + "{{ '<|' + message['role'] + '|>' + message['content'] + eos_token }}{% endfor %}"
            + "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path directory;

    TokenizerFiles(Path directory) {
        this.directory = directory;
    }

    void write(List<String> merges) throws IOException {
        write("tokenizer.json", tokenizer(merges));
        write(
                "tokenizer_config.json",
                ordered(
                        "tokenizer_class",
                        "PreTrainedTokenizerFast",
                        "bos_token",
                        SPECIAL.get(0),
                        "eos_token",
                        SPECIAL.get(1),
                        "pad_token",
                        SPECIAL.get(2),
                        "additional_special_tokens",
                        SPECIAL.subList(3, SPECIAL.size()),
                        "clean_up_tokenization_spaces",
                        false,
                        "model_max_length",
                        BaseModelShape.CONTEXT,
                        "chat_template",
                        TEMPLATE));
    }

    private void write(String name, Map<String, Object> content) throws IOException {
        Files.writeString(directory.resolve(name), JSON.writeValueAsString(content) + "\n");
    }

    private static Map<String, Object> tokenizer(List<String> merges) {
        var bytes = ordered("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", true);
        var tokenizer = ordered("version", "1.0", "added_tokens", added(), "pre_tokenizer", bytes, "decoder", bytes);
        tokenizer.put("model", ordered("type", "BPE", "vocab", vocabulary(merges), "merges", merges));
        return tokenizer;
    }

    private static List<Map<String, Object>> added() {
        var added = new ArrayList<Map<String, Object>>();
        for (int id = 0; id < SPECIAL.size(); id++) {
            var token = ordered("id", id, "content", SPECIAL.get(id), "special", true);
            List.of("single_word", "lstrip", "rstrip", "normalized").forEach(flag -> token.put(flag, false));
            added.add(token);
        }
        return added;
    }

    private static Map<String, Object> vocabulary(List<String> merges) {
        var pieces = new ArrayList<>(SPECIAL);
        pieces.addAll(BytePairs.alphabet());
        merges.forEach(merge -> pieces.add(merge.replace(" ", "")));
        var vocabulary = new LinkedHashMap<String, Object>();
        pieces.forEach(piece -> vocabulary.putIfAbsent(piece, vocabulary.size()));
        return vocabulary;
    }

    static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
