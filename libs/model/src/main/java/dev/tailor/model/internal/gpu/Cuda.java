package dev.tailor.model.internal.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** CUDA's compiler (NVRTC) and its driver, which every machine with a GPU has. */
final class Cuda {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final List<String> DRIVER = List.of("libcuda.so.1");
    /** Of the versions of CUDA that libtorch is made for; the engine may have loaded one already. */
    private static final List<String> COMPILER = List.of("libnvrtc.so.12", "libnvrtc.so.13");

    private static final Optional<SymbolLookup> SYMBOLS = symbols();

    private Cuda() {}

    private static Optional<SymbolLookup> symbols() {
        var compiler = Optional.of(SymbolLookup.loaderLookup())
                .filter(loaded -> loaded.find("nvrtcCreateProgram").isPresent())
                .or(() -> first(COMPILER));
        return first(DRIVER).flatMap(driver -> compiler.map(driver::or));
    }

    private static Optional<SymbolLookup> first(List<String> names) {
        return names.stream().flatMap(Cuda::library).findFirst();
    }

    private static Stream<SymbolLookup> library(String name) {
        try {
            return Stream.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException absent) {
            return Stream.empty();
        }
    }

    /** Whether programs can be compiled here. */
    static boolean compiles() {
        return SYMBOLS.isPresent();
    }

    /** Compiles a program to machine code; throws with the compiler's words where it finds a mistake. */
    static byte[] compile(String source, List<String> options) {
        try (var arena = Arena.ofConfined()) {
            var holder = arena.allocate(POINTER);
            var none = MemorySegment.NULL;
            succeeds(() -> (int) Compiler.CREATE.invokeExact(
                    holder, arena.allocateFrom(source), arena.allocateFrom("kernels.cu"), 0, none, none));
            var program = holder.get(ValueLayout.ADDRESS, 0);
            try {
                return code(arena, program, options);
            } finally {
                succeeds(() -> (int) Compiler.DESTROY.invokeExact(holder));
            }
        }
    }

    private static byte[] code(Arena arena, MemorySegment program, List<String> options) {
        var words = pointers(arena, options.stream().map(arena::allocateFrom).toList());
        if (status(() -> (int) Compiler.COMPILE.invokeExact(program, options.size(), words)) != 0) {
            var log = read(arena, program, Compiler.LOG_SIZE, Compiler.LOG);
            throw new IllegalStateException("The GPU's kernels do not compile: " + log.getString(0));
        }
        return read(arena, program, Compiler.CODE_SIZE, Compiler.CODE).toArray(ValueLayout.JAVA_BYTE);
    }

    private static MemorySegment read(Arena arena, MemorySegment program, MethodHandle size, MethodHandle content) {
        var bytes = arena.allocate(ValueLayout.JAVA_LONG);
        succeeds(() -> (int) size.invokeExact(program, bytes));
        var result = arena.allocate(bytes.get(ValueLayout.JAVA_LONG, 0));
        succeeds(() -> (int) content.invokeExact(program, result));
        return result;
    }

    /** Loads machine code into the thread's GPU; it stays there. */
    static MemorySegment module(byte[] code) {
        try (var arena = Arena.ofConfined()) {
            var module = arena.allocate(POINTER);
            var image = arena.allocateFrom(ValueLayout.JAVA_BYTE, code);
            succeeds(() -> (int) Driver.LOAD.invokeExact(module, image));
            return module.get(ValueLayout.ADDRESS, 0);
        }
    }

    static MemorySegment function(MemorySegment module, String name) {
        try (var arena = Arena.ofConfined()) {
            var function = arena.allocate(POINTER);
            var text = arena.allocateFrom(name);
            succeeds(() -> (int) Driver.FUNCTION.invokeExact(function, module, text));
            return function.get(ValueLayout.ADDRESS, 0);
        }
    }

    /**
     * How a kernel is spread over the GPU.
     *
     * @param blocks how many
     * @param threads of each
     * @param stream the queue
     */
    record Grid(int blocks, int threads, MemorySegment stream) {}

    /** @param parameters pointers to the arguments */
    static void launch(MemorySegment function, Grid grid, MemorySegment parameters) {
        succeeds(() -> (int) Driver.LAUNCH.invokeExact(
                function, grid.blocks(), 1, 1, grid.threads(), 1, 1, 0, grid.stream(), parameters, MemorySegment.NULL));
    }

    static MemorySegment pointers(Arena arena, List<MemorySegment> targets) {
        var pointers = arena.allocate(POINTER, targets.size());
        for (int i = 0; i < targets.size(); i++) {
            pointers.setAtIndex(ValueLayout.ADDRESS, i, targets.get(i));
        }
        return pointers;
    }

    private static MethodHandle of(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(SYMBOLS.orElseThrow().findOrThrow(name), FunctionDescriptor.of(INT, arguments));
    }

    private static final class Compiler {
        static final MethodHandle CREATE = of("nvrtcCreateProgram", POINTER, POINTER, POINTER, INT, POINTER, POINTER);
        static final MethodHandle COMPILE = of("nvrtcCompileProgram", POINTER, INT, POINTER);
        static final MethodHandle CODE_SIZE = of("nvrtcGetCUBINSize", POINTER, POINTER);
        static final MethodHandle CODE = of("nvrtcGetCUBIN", POINTER, POINTER);
        static final MethodHandle LOG_SIZE = of("nvrtcGetProgramLogSize", POINTER, POINTER);
        static final MethodHandle LOG = of("nvrtcGetProgramLog", POINTER, POINTER);
        static final MethodHandle DESTROY = of("nvrtcDestroyProgram", POINTER);
    }

    private static final class Driver {
        static final MethodHandle LOAD = of("cuModuleLoadData", POINTER, POINTER);
        static final MethodHandle FUNCTION = of("cuModuleGetFunction", POINTER, POINTER, POINTER);
        static final MethodHandle LAUNCH =
                of("cuLaunchKernel", POINTER, INT, INT, INT, INT, INT, INT, INT, POINTER, POINTER, POINTER);
    }

    private interface Call {
        int status() throws Throwable;
    }

    private static void succeeds(Call call) {
        int status = status(call);
        if (status != 0) {
            throw new IllegalStateException("CUDA refuses a call with status " + status);
        }
    }

    private static int status(Call call) {
        try {
            return call.status();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
