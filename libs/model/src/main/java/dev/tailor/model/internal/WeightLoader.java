package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.InvalidModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads tensors through a private mapping of their file, which has no limit of two gigabytes, into the memory of the
 * manager's device.
 */
final class WeightLoader {

    private final NDManager manager;
    private final TensorScript script;

    WeightLoader(NDManager manager, TensorScript script) {
        this.manager = manager;
        this.script = script;
    }

    /** The weights of a model by name, in the given type; matrices as [out, in]. */
    Map<String, NDArray> load(Path directory, Layout layout, ElementType type) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        each(directory, layout, type, weights::put);
        return weights;
    }

    /** The same for weights that nobody writes to: a processor leaves those that the file has in that type there. */
    Map<String, NDArray> frozen(Path directory, Layout layout, ElementType type) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        var wanted = WeightCheck.located(directory, layout);
        try (var mapping = new Mapping()) {
            for (int i = 0; i < wanted.size(); i++) {
                var weight = layout.weights().get(i);
                var stored = wanted.get(i);
                boolean asItIs = stored.type() == type
                        && !weight.turned()
                        && !manager.getDevice().isGpu();
                weights.put(
                        weight.name(), asItIs ? mapping.view(manager, stored) : copy(mapping, stored, weight, type));
            }
        }
        return weights;
    }

    /** The same weights one after the other; who takes them closes them. */
    void each(Path directory, Layout layout, ElementType type, BiConsumer<String, NDArray> taker) {
        var wanted = WeightCheck.located(directory, layout);
        try (var mapping = new Mapping()) {
            for (int i = 0; i < wanted.size(); i++) {
                var weight = layout.weights().get(i);
                taker.accept(weight.name(), copy(mapping, wanted.get(i), weight, type));
            }
        }
    }

    private NDArray copy(Mapping mapping, StoredTensor stored, Layout.Weight weight, ElementType type) {
        var read = mapping.read(stored, type);
        return weight.turned() ? turnedOver(read) : read;
    }

    private NDArray turnedOver(NDArray matrix) {
        try (matrix) {
            return script.tensor(manager, "turned_over", matrix);
        }
    }

    /** Tensors by name, in the order given, copied into the given type. */
    Map<String, NDArray> read(List<StoredTensor> tensors, ElementType type) {
        try (var mapping = new Mapping()) {
            Map<String, NDArray> read = new LinkedHashMap<>();
            for (var tensor : tensors) {
                read.put(tensor.name(), mapping.read(tensor, type));
            }
            return read;
        }
    }

    /** Files in the address space, each once for each number format in it. */
    private final class Mapping implements AutoCloseable {

        private final NDManager room = manager.newSubManager();
        private final NDArray there = room.zeros(new Shape(0));
        private final Map<String, NDArray> files = new LinkedHashMap<>();

        /** Its memory stays mapped as long as it is used. */
        NDArray view(NDManager owner, StoredTensor tensor) {
            var file = files.computeIfAbsent(tensor.file() + "#" + tensor.type(), key -> map(tensor));
            return script.tensor(
                    owner,
                    "part",
                    file,
                    tensor.offset() / tensor.type().bytes(),
                    tensor.elements(),
                    tensor.shapeArray());
        }

        NDArray read(StoredTensor tensor, ElementType type) {
            return script.tensor(manager, "beside", view(room, tensor), there, (long) type.code());
        }

        private NDArray map(StoredTensor tensor) {
            try {
                long elements = Files.size(tensor.file()) / tensor.type().bytes();
                return script.tensor(room, "mapped", tensor.file().toString(), elements, (long)
                        tensor.type().code());
            } catch (IOException e) {
                throw new InvalidModel("%s cannot be read: %s".formatted(tensor.file(), e.getMessage()), e);
            }
        }

        @Override
        public void close() {
            room.close();
        }
    }
}
