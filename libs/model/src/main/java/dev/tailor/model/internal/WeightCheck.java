package dev.tailor.model.internal;

import dev.tailor.model.InvalidModel;
import dev.tailor.model.ModelConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds the stored tensors of a decoder and holds them to its configuration; opens headers only. */
public final class WeightCheck {

    private WeightCheck() {}

    /** Throws {@link InvalidModel} where a tensor is missing, or is not what config.json asks for. */
    public static void run(Path directory, ModelConfig config) {
        located(directory, Layout.of(config));
    }

    /** Where the weights lie, in the layout's order. */
    static List<StoredTensor> located(Path directory, Layout layout) {
        var stored = WeightFiles.directory(directory);
        return layout.weights().stream()
                .map(weight -> check(weight, find(directory, stored, weight)))
                .toList();
    }

    private static StoredTensor find(Path directory, Map<String, StoredTensor> stored, Layout.Weight weight) {
        var name = weight.name();
        var tensor = stored.get(name);
        if (tensor == null && name.startsWith(Gpt2Names.PREFIX)) {
            tensor = stored.get(name.substring(Gpt2Names.PREFIX.length()));
        }
        if (tensor == null && name.equals(LlamaNames.EMBEDDING + ".weight")) {
            tensor = stored.get(LlamaNames.HEAD + ".weight");
        }
        if (tensor == null) {
            throw new InvalidModel(
                    "%s: the tensor %s of shape %s is missing".formatted(directory, name, weight.shape()));
        }
        return tensor;
    }

    private static StoredTensor check(Layout.Weight weight, StoredTensor tensor) {
        if (!tensor.type().isWeight()) {
            throw new InvalidModel(
                    "%s: tensor %s has the type %s; F32, F16 and BF16 are supported, quantised weights are not"
                            .formatted(tensor.file(), weight.name(), tensor.type()));
        }
        if (!tensor.shape().equals(weight.shape())) {
            throw new InvalidModel("%s: tensor %s has the shape %s, config.json asks for %s"
                    .formatted(tensor.file(), weight.name(), tensor.shape(), weight.shape()));
        }
        return tensor;
    }
}
