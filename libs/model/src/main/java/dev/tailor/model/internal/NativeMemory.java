package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import dev.tailor.model.internal.kernel.Torch;
import java.lang.foreign.MemorySegment;

/** The memory of a tensor on the processor, without a copy. */
final class NativeMemory {

    private NativeMemory() {}

    /** Valid as long as the tensor is. */
    static MemorySegment of(NDArray tensor, long bytes) {
        return Torch.address(((PtNDArray) tensor).getHandle()).reinterpret(bytes);
    }
}
