package dev.tailor.model.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The files beside the weights of a Hugging Face directory. */
final class ModelFiles {

    static final String WEIGHTS = "model.safetensors";
    static final String ADAPTER = "adapter_model.safetensors";

    private static final List<String> TEXT = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "tokenizer.model",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "chat_template.jinja");
    private static final List<String> CONFIGURATION = List.of("config.json", "generation_config.json");

    private ModelFiles() {}

    static void copyText(Path from, Path to) throws IOException {
        copy(TEXT, from, to);
    }

    static void copyConfiguration(Path from, Path to) throws IOException {
        copy(CONFIGURATION, from, to);
    }

    /** Says in a configuration that embedding and output matrix are two tensors. */
    static void untie(Path directory) throws IOException {
        var file = directory.resolve("config.json");
        var root = (ObjectNode) ConfigFile.json(file);
        root.put("tie_word_embeddings", false);
        Files.writeString(file, root.toPrettyString());
    }

    private static void copy(List<String> names, Path from, Path to) throws IOException {
        for (var name : names) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
