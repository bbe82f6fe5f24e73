package dev.tailor.model.internal.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Functions of libtorch's stable C interface (torch/csrc/inductor/aoti_torch/c/shim.h); all return 0 on success. */
public final class Torch {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle ADDRESS = function("aoti_torch_get_data_ptr", LONG, POINTER);
    private static final MethodHandle ELEMENTS = function("aoti_torch_get_numel", LONG, POINTER);
    private static final MethodHandle FORMAT = function("aoti_torch_get_dtype", LONG, POINTER);
    private static final MethodHandle DEVICE = function("aoti_torch_get_device_index", LONG, POINTER);
    private static final MethodHandle DELETE = function("aoti_torch_delete_tensor_object", LONG);
    private static final MethodHandle FRAGMENT =
            function("aoti_torch_library_init_fragment", POINTER, POINTER, INT, POINTER);
    private static final MethodHandle FOR_KEY =
            function("aoti_torch_library_init_impl", POINTER, POINTER, POINTER, INT, POINTER);
    private static final MethodHandle DEFINE = function("aoti_torch_library_def", POINTER, POINTER);
    private static final MethodHandle IMPLEMENT = function("aoti_torch_library_impl", POINTER, POINTER, POINTER);

    private Torch() {}

    private static MethodHandle function(String name, ValueLayout... arguments) {
        return link(name, FunctionDescriptor.of(INT, arguments));
    }

    private static MethodHandle link(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(SymbolLookup.loaderLookup().findOrThrow(name), type);
    }

    /** Where the numbers of a tensor begin, in the memory of its device. */
    public static MemorySegment address(long tensor) {
        return MemorySegment.ofAddress(read(ADDRESS, tensor));
    }

    /** The queue in which a GPU does its work for this thread. */
    public static MemorySegment stream(int gpu) {
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(POINTER);
            succeeds(() -> (int) Gpu.STREAM.invokeExact(gpu, result));
            return result.get(ValueLayout.ADDRESS, 0);
        }
    }

    /**
     * Asks a GPU for sums in the same order each time, so that a training that was interrupted goes on with the same losses.
     * Products know such an order only with workspaces of a fixed size, which are asked for by an environment variable;
     * without it, attention sums in any order too. The C interface has no word for this: these are C++ functions.
     */
    public static void sumInOrder() {
        succeeds(() -> {
            var context = (MemorySegment) Gpu.CONTEXT.invokeExact();
            boolean whereverPossible = System.getenv("CUBLAS_WORKSPACE_CONFIG") == null;
            Gpu.DETERMINISTIC.invokeExact(context, true, whereverPossible);
            // Otherwise all new memory would be written to once more.
            Gpu.FILL.invokeExact(context, false);
            return 0;
        });
    }

    /** What is asked of a libtorch for GPUs only. */
    private static final class Gpu {

        private static final ValueLayout.OfBoolean FLAG = ValueLayout.JAVA_BOOLEAN;

        private static final MethodHandle STREAM = function("aoti_torch_get_current_cuda_stream", INT, POINTER);
        private static final MethodHandle CONTEXT =
                link("_ZN2at13globalContextEv", FunctionDescriptor.of(ValueLayout.ADDRESS));
        private static final MethodHandle DETERMINISTIC =
                link("_ZN2at7Context26setDeterministicAlgorithmsEbb", FunctionDescriptor.ofVoid(POINTER, FLAG, FLAG));
        private static final MethodHandle FILL = link(
                "_ZN2at7Context39setDeterministicFillUninitializedMemoryEb", FunctionDescriptor.ofVoid(POINTER, FLAG));
    }

    static long elements(long tensor) {
        return read(ELEMENTS, tensor);
    }

    /** The number of its GPU. */
    public static int device(long tensor) {
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(INT);
            succeeds(() -> (int) DEVICE.invokeExact(tensor, result));
            return result.get(INT, 0);
        }
    }

    /** Torch's code of the number format. */
    public static int format(long tensor) {
        return Math.toIntExact(read(FORMAT, tensor));
    }

    /** Lets go of a tensor. */
    public static void delete(long tensor) {
        succeeds(() -> (int) DELETE.invokeExact(tensor));
    }

    private static long read(MethodHandle property, long tensor) {
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(LONG);
            succeeds(() -> (int) property.invokeExact(tensor, result));
            return result.get(LONG, 0);
        }
    }

    /** Makes an operator of a namespace known, whose implementation serves every device. */
    static void define(String namespace, String schema, MemorySegment implementation) {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocateFrom(namespace);
            var file = arena.allocateFrom("");
            var library = arena.allocate(POINTER);
            succeeds(() -> (int) FRAGMENT.invokeExact(name, file, 0, library));
            var definition = library.get(ValueLayout.ADDRESS, 0);
            var text = arena.allocateFrom(schema);
            succeeds(() -> (int) DEFINE.invokeExact(definition, text));
            var key = arena.allocateFrom("CompositeImplicitAutograd");
            succeeds(() -> (int) FOR_KEY.invokeExact(name, key, file, 0, library));
            var implementations = library.get(ValueLayout.ADDRESS, 0);
            var operator = arena.allocateFrom(schema.substring(0, schema.indexOf('(')));
            succeeds(() -> (int) IMPLEMENT.invokeExact(implementations, operator, implementation));
        }
    }

    private interface Call {
        int status() throws Throwable;
    }

    private static void succeeds(Call call) {
        try {
            if (call.status() != 0) {
                throw new IllegalStateException("libtorch refuses a call of its C interface");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
