package dev.tailor.model.internal;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** Rooms on a device of one's choice. */
final class Rooms {

    private Rooms() {}

    static Room onProcessor(TensorScript.Kernels kernels) {
        return on(Device.cpu(), kernels);
    }

    static Room on(Device device, TensorScript.Kernels kernels) {
        var manager = NDManager.newBaseManager(device, "PyTorch");
        TensorScript.prepareThread();
        return new Room(manager, TensorScript.load(manager, kernels));
    }

    static boolean hasGpu() {
        return Engine.getEngine("PyTorch").defaultDevice().isGpu();
    }
}
