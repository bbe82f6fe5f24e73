package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The memory of a tensor on the processor, without a copy. */
final class NativeMemory {

    /** Of libtorch: fills in the address of a tensor's numbers; 0 on success. */
    private static final MethodHandle ADDRESS = Linker.nativeLinker()
            .downcallHandle(
                    SymbolLookup.loaderLookup().findOrThrow("aoti_torch_get_data_ptr"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));

    private NativeMemory() {}

    /** Valid as long as the tensor is. */
    static MemorySegment of(NDArray tensor, long bytes) {
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(ValueLayout.ADDRESS);
            int status =
                    (int) ADDRESS.invokeExact(((PtNDArray) tensor).getHandle().longValue(), result);
            if (status != 0) {
                throw new IllegalStateException("a tensor's memory cannot be addressed");
            }
            return result.get(ValueLayout.ADDRESS, 0).reinterpret(bytes);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
