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
    private static final MethodHandle DELETE = function("aoti_torch_delete_tensor_object", LONG);
    private static final MethodHandle FRAGMENT =
            function("aoti_torch_library_init_fragment", POINTER, POINTER, INT, POINTER);
    private static final MethodHandle FOR_KEY =
            function("aoti_torch_library_init_impl", POINTER, POINTER, POINTER, INT, POINTER);
    private static final MethodHandle DEFINE = function("aoti_torch_library_def", POINTER, POINTER);
    private static final MethodHandle IMPLEMENT = function("aoti_torch_library_impl", POINTER, POINTER, POINTER);

    private Torch() {}

    private static MethodHandle function(String name, ValueLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(SymbolLookup.loaderLookup().findOrThrow(name), FunctionDescriptor.of(INT, arguments));
    }

    /** Where the numbers of a tensor on the processor begin. */
    public static MemorySegment address(long tensor) {
        return MemorySegment.ofAddress(read(ADDRESS, tensor));
    }

    static long elements(long tensor) {
        return read(ELEMENTS, tensor);
    }

    /** Torch's code of the number format. */
    static int format(long tensor) {
        return Math.toIntExact(read(FORMAT, tensor));
    }

    static void delete(long tensor) {
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
