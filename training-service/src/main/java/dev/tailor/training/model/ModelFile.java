package dev.tailor.training.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * One file of a model directory.
 *
 * @param path relative, with '/'
 */
public record ModelFile(String path, Size size, Content content) {

    private static final Set<String> NAMES = Set.of(
            "config.json",
            "generation_config.json",
            "adapter_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "model.safetensors.index.json",
            "pytorch_model.bin.index.json",
            "chat_template.jinja",
            "tokenizer.json",
            "tokenizer.model",
            "tokenizer_config.json",
            "README.md");

    /** Whether a file makes the model, and is not of the optimizer's or anything else. */
    static boolean belongs(String path) {
        return NAMES.contains(path) || holdsWeights(path);
    }

    /** Whether a file is one of the large ones. */
    static boolean holdsWeights(String path) {
        return path.equals("adapter_model.safetensors")
                || (path.startsWith("model") && path.endsWith(".safetensors"))
                || (path.startsWith("pytorch_model") && path.endsWith(".bin"));
    }

    /** Knows the bytes of a file. */
    @FunctionalInterface
    public interface Size {
        long bytes() throws IOException;
    }

    /** Opens a file. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }
}
