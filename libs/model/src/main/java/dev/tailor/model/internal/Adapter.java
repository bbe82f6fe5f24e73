package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.ModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Low-rank additions to linear layers (Hu et al., 2021).
 *
 * @param matrices per layer seven pairs of A [rank, in] and B [out, rank]; empty where a linear layer has none
 * @param named those that exist, under PEFT's names
 * @param scale of the addition
 */
record Adapter(List<NDArray> matrices, Map<String, NDArray> named, double scale) {

    static final String PREFIX = "base_model.model.";
    private static final int LINEAR_LAYERS = 7;

    static Adapter none(NDManager manager, ModelConfig config) {
        var empty = manager.zeros(new Shape(0));
        List<NDArray> matrices = new ArrayList<>();
        for (int i = 0; i < config.layers() * LINEAR_LAYERS * 2; i++) {
            matrices.add(empty);
        }
        return new Adapter(matrices, Map.of(), 0);
    }

    /** A drawn uniformly within 1/sqrt(in), as PEFT does; B zero, so that training starts from the base model. */
    static Adapter fresh(NDManager manager, ModelConfig config, LoraSettings settings, long seed) {
        checkTargets(config, settings);
        var random = new Random(seed);
        Map<String, NDArray> named = new LinkedHashMap<>();
        forEach(config, (layer, position) -> {
            var name = WeightNames.linear(layer, position);
            if (targets(settings, name)) {
                var shape = WeightNames.shape(config, name + ".weight");
                long in = shape.get(1);
                var a = new float[(int) (settings.rank() * in)];
                double bound = 1 / Math.sqrt(in);
                for (int i = 0; i < a.length; i++) {
                    a[i] = (float) ((2 * random.nextDouble() - 1) * bound);
                }
                named.put(nameOfA(name), manager.create(a, new Shape(settings.rank(), in)));
                named.put(nameOfB(name), manager.zeros(new Shape(shape.get(0), settings.rank())));
            }
        });
        return assemble(manager, config, named, settings.scale());
    }

    static Adapter read(Llama.Room room, ModelConfig config, Path directory, ElementType type) {
        var settings = AdapterFiles.settings(directory);
        var stored = Safetensors.file(directory.resolve("adapter_model.safetensors"));
        for (var tensor : stored.values()) {
            check(config, settings, tensor);
        }
        var loader = new WeightLoader(room.manager(), room.script());
        var named = loader.read(List.copyOf(stored.values()), type);
        return assemble(room.manager(), config, named, settings.scale());
    }

    private static void check(ModelConfig config, LoraSettings settings, StoredTensor tensor) {
        long rank = settings.rank();
        boolean known = false;
        for (int at = 0; at < config.layers() * LINEAR_LAYERS; at++) {
            var name = WeightNames.linear(at / LINEAR_LAYERS, at % LINEAR_LAYERS);
            var shape = WeightNames.shape(config, name + ".weight");
            known |= tensor.name().equals(nameOfA(name)) && tensor.shape().equals(List.of(rank, shape.get(1)));
            known |= tensor.name().equals(nameOfB(name)) && tensor.shape().equals(List.of(shape.get(0), rank));
        }
        if (!known) {
            throw new InvalidModel("%s: tensor %s of shape %s does not fit the base model with rank %d"
                    .formatted(tensor.file(), tensor.name(), tensor.shape(), rank));
        }
    }

    private static Adapter assemble(NDManager manager, ModelConfig config, Map<String, NDArray> named, double scale) {
        var matrices = new ArrayList<>(none(manager, config).matrices());
        forEach(config, (layer, position) -> {
            var name = WeightNames.linear(layer, position);
            var a = named.get(nameOfA(name));
            var b = named.get(nameOfB(name));
            if (a != null && b != null) {
                int at = (layer * LINEAR_LAYERS + position) * 2;
                matrices.set(at, a);
                matrices.set(at + 1, b);
            }
        });
        return new Adapter(List.copyOf(matrices), named, scale);
    }

    private static void checkTargets(ModelConfig config, LoraSettings settings) {
        for (var target : settings.targets()) {
            if (!config.linearLayers().contains(target)) {
                throw new InvalidSettings(
                        "lora.targets",
                        "The model has no linear layer \"%s\"; it has %s".formatted(target, config.linearLayers()));
            }
        }
    }

    private static boolean targets(LoraSettings settings, String name) {
        return settings.targets().isEmpty() || settings.targets().contains(name.substring(name.lastIndexOf('.') + 1));
    }

    static String nameOfA(String linear) {
        return PREFIX + linear + ".lora_A.weight";
    }

    static String nameOfB(String linear) {
        return PREFIX + linear + ".lora_B.weight";
    }

    private static void forEach(ModelConfig config, LinearLayer visitor) {
        for (int layer = 0; layer < config.layers(); layer++) {
            for (int position = 0; position < LINEAR_LAYERS; position++) {
                visitor.visit(layer, position);
            }
        }
    }

    private interface LinearLayer {
        void visit(int layer, int position);
    }
}
