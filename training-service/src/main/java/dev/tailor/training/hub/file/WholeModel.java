package dev.tailor.training.hub.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells a model from the part of one that another tool may have fetched. */
final class WholeModel {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SINGLE = List.of("model.safetensors", "pytorch_model.bin");
    private static final List<String> INDEX = List.of("model.safetensors.index.json", "pytorch_model.bin.index.json");
    private static final List<String> TOKENIZER = List.of("tokenizer.json", "tokenizer.model", "vocab.json");

    private WholeModel() {}

    static boolean isIn(Path directory) {
        return Files.isRegularFile(directory.resolve("config.json"))
                && TOKENIZER.stream().anyMatch(name -> Files.isRegularFile(directory.resolve(name)))
                && hasWeights(directory);
    }

    private static boolean hasWeights(Path directory) {
        return SINGLE.stream().anyMatch(name -> Files.isRegularFile(directory.resolve(name)))
                || INDEX.stream().anyMatch(name -> hasShards(directory, directory.resolve(name)));
    }

    private static boolean hasShards(Path directory, Path index) {
        if (!Files.isRegularFile(index)) {
            return false;
        }
        try {
            var shards = shards(index);
            return !shards.isEmpty() && shards.stream().allMatch(name -> Files.isRegularFile(directory.resolve(name)));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Set<String> shards(Path index) throws IOException {
        var names = new TreeSet<String>();
        JSON.readTree(index.toFile()).path("weight_map").forEach(name -> names.add(name.asText()));
        return names;
    }
}
