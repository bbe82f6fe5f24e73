package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads tensors through a private mapping of their file, which has no limit of two gigabytes and makes no copy. */
final class WeightLoader {

    private final NDManager manager;
    private final TensorScript script;

    WeightLoader(NDManager manager, TensorScript script) {
        this.manager = manager;
        this.script = script;
    }

    /** The weights of a model in the script's order, in the given type. */
    List<NDArray> load(Path directory, ModelConfig config, ElementType type) {
        var stored = WeightFiles.directory(directory);
        List<StoredTensor> wanted = new ArrayList<>();
        for (var name : WeightNames.of(config)) {
            wanted.add(find(directory, stored, config, name));
        }
        return List.copyOf(read(wanted, type).values());
    }

    private static StoredTensor find(
            Path directory, Map<String, StoredTensor> stored, ModelConfig config, String name) {
        var tensor = stored.get(name);
        if (tensor == null && name.equals(WeightNames.EMBEDDING) && config.tiedEmbeddings()) {
            tensor = stored.get(WeightNames.HEAD);
        }
        if (tensor == null) {
            throw new InvalidModel("%s: the tensor %s is missing".formatted(directory, name));
        }
        if (!tensor.type().isWeight()) {
            throw new InvalidModel(
                    "%s: tensor %s has the type %s; F32, F16 and BF16 are supported, quantised weights are not"
                            .formatted(tensor.file(), name, tensor.type()));
        }
        var shape = WeightNames.shape(config, name);
        if (!tensor.shape().equals(shape)) {
            throw new InvalidModel("%s: tensor %s has the shape %s, config.json asks for %s"
                    .formatted(tensor.file(), name, tensor.shape(), shape));
        }
        return tensor;
    }

    /** Tensors by name, in the order given, copied into the given type. */
    Map<String, NDArray> read(List<StoredTensor> tensors, ElementType type) {
        Map<String, NDArray> read = new LinkedHashMap<>();
        try (var mapping = manager.newSubManager()) {
            Map<String, NDArray> files = new LinkedHashMap<>();
            for (var tensor : tensors) {
                var file = files.computeIfAbsent(tensor.file() + "#" + tensor.type(), key -> map(mapping, tensor));
                var part = script.tensor(
                        mapping,
                        "part",
                        file,
                        tensor.offset() / tensor.type().bytes(),
                        tensor.elements(),
                        tensor.shapeArray());
                read.put(tensor.name(), script.tensor(manager, "cast", part, (long) type.code()));
            }
        }
        return read;
    }

    private NDArray map(NDManager mapping, StoredTensor tensor) {
        try {
            long elements = Files.size(tensor.file()) / tensor.type().bytes();
            return script.tensor(mapping, "mapped", tensor.file().toString(), elements, (long)
                    tensor.type().code());
        } catch (IOException e) {
            throw new InvalidModel("%s cannot be read: %s".formatted(tensor.file(), e.getMessage()), e);
        }
    }
}
