package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.internal.kernel.Torch;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a model's tensors live, and the script that computes with them. */
record Room(NDManager manager, TensorScript script) implements AutoCloseable {

    static Room open() {
        var manager = NDManager.newBaseManager("PyTorch");
        TensorScript.prepareThread();
        if (manager.getDevice().isGpu()) {
            Torch.sumInOrder();
        }
        var script = TensorScript.load(manager);
        Nursery.prepare();
        return new Room(manager, script);
    }

    /** Stands for what is not there. */
    NDArray nothing(ElementType type) {
        var empty = manager.zeros(new Shape(0));
        return type == ElementType.F32 ? empty : script.cast(empty, type);
    }

    /** Copies in another number format; the very tensors where they have it already. */
    Map<String, NDArray> in(ElementType type, Map<String, NDArray> tensors) {
        if (type == ElementType.F32) {
            return tensors;
        }
        Map<String, NDArray> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, script.cast(tensor, type)));
        return copies;
    }

    /** A copy in float32. */
    NDArray copy(NDArray tensor) {
        return script.tensor(manager, "cast", tensor, (long) ElementType.F32.code());
    }

    /** Zeros in float32 of the same shapes. */
    Map<String, NDArray> zeros(Map<String, NDArray> tensors) {
        Map<String, NDArray> zeros = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> zeros.put(name, manager.zeros(tensor.getShape())));
        return zeros;
    }

    /** A view of one of a tensor's equal parts by rows. */
    NDArray part(NDArray tensor, int part, int parts) {
        if (parts == 1) {
            return tensor;
        }
        long rows = tensor.getShape().get(0) / parts;
        return script.tensor(manager, "rows", tensor, part * rows, (part + 1) * rows);
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
