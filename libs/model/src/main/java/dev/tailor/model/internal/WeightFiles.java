package dev.tailor.model.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.InvalidModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the weights of a model directory: safetensors first, PyTorch's own format where there are none. */
final class WeightFiles {

    private static final String INDEX = ".index.json";
    private static final String SAFETENSORS = "model.safetensors";
    private static final String PYTORCH = "pytorch_model.bin";
    private static final String POINTER = "version https://git-lfs";
    private static final long LONGEST_POINTER = 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private WeightFiles() {}

    /** All tensors of a directory by name: of its one file, or of the shards that an index names. */
    static Map<String, StoredTensor> directory(Path directory) {
        for (var name : List.of(SAFETENSORS, PYTORCH)) {
            if (Files.exists(directory.resolve(name))) {
                return file(directory.resolve(name));
            }
            if (Files.exists(directory.resolve(name + INDEX))) {
                return sharded(directory, directory.resolve(name + INDEX));
            }
        }
        throw new InvalidModel("%s has no weights: neither %s nor %s, whole or with %s"
                .formatted(directory, SAFETENSORS, PYTORCH, INDEX));
    }

    private static Map<String, StoredTensor> file(Path file) {
        refusePointer(file);
        return file.toString().endsWith(".bin") ? PytorchFile.read(file) : Safetensors.file(file);
    }

    /** A clone of a repository without Git LFS has a few lines of text in a weight file's place. */
    private static void refusePointer(Path file) {
        try {
            if (Files.size(file) < LONGEST_POINTER
                    && Files.readString(file, ISO_8859_1).startsWith(POINTER)) {
                throw new InvalidModel(
                        "%s is a Git LFS pointer, not the weights; run git lfs pull, or download the file"
                                .formatted(file));
            }
        } catch (IOException e) {
            throw new InvalidModel("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Map<String, StoredTensor> sharded(Path directory, Path index) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (var shard : shards(index)) {
            var file = directory.resolve(shard);
            if (!Files.isRegularFile(file)) {
                throw new InvalidModel("%s is missing, though %s names it; the download is incomplete"
                        .formatted(file, index.getFileName()));
            }
            tensors.putAll(file(file));
        }
        return tensors;
    }

    private static Set<String> shards(Path index) {
        try {
            var map = JSON.readTree(Files.readString(index)).path("weight_map");
            var names = new TreeSet<String>();
            map.forEach(name -> names.add(name.asText()));
            if (names.isEmpty() || names.stream().anyMatch(name -> name.contains("/") || name.contains("\\"))) {
                throw new InvalidModel("%s: weight_map must name files of the same folder".formatted(index));
            }
            return names;
        } catch (JsonProcessingException broken) {
            throw new InvalidModel("%s is not JSON: %s".formatted(index, broken.getOriginalMessage()), broken);
        } catch (IOException e) {
            throw new InvalidModel("%s cannot be read: %s".formatted(index, e.getMessage()), e);
        }
    }
}
