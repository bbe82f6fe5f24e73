package dev.tailor.model.internal;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/**
 * What is taken of the memory in which tensors live: of the GPU where there is one, otherwise of the machine by this
 * process. A GPU's allocator keeps what it once took, so that the most so far is what is taken now.
 */
public final class TensorMemory {

    private TensorMemory() {}

    private static Optional<Device> gpu() {
        var device = Engine.getEngine("PyTorch").defaultDevice();
        return device.isGpu() ? Optional.of(device) : Optional.empty();
    }

    /** Bytes that are in use, with the engine's own. */
    static long now() {
        return gpu().map(TensorMemory::used).orElseGet(ResidentMemory::now);
    }

    private static long used(Device gpu) {
        JniUtils.emptyCudaCache();
        return taken(gpu);
    }

    private static long taken(Device gpu) {
        return CudaUtils.getGpuMemory(gpu).getCommitted();
    }

    /** The most since it was last forgotten. */
    public static long peak() {
        return gpu().map(TensorMemory::taken).orElseGet(ResidentMemory::peak);
    }

    static void forgetPeak() {
        if (gpu().isPresent()) {
            JniUtils.emptyCudaCache();
        } else {
            ResidentMemory.forgetPeak();
        }
    }

    /** What may be taken: all of the GPU, or what the machine leaves to this process. */
    public static long available() {
        return gpu().map(CudaUtils::getGpuMemory).map(MemoryUsage::getMax).orElseGet(ResidentMemory::available);
    }
}
