package dev.tailor.model.internal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The allocator of the C library under this process. Whoever takes memory gives it back. */
final class CLibrary {

    private static final MethodHandle MALLOC = function(
                    "malloc", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG))
            .orElseThrow();
    private static final MethodHandle FREE =
            function("free", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG)).orElseThrow();
    /** Of glibc alone. */
    private static final Optional<MethodHandle> TRIM =
            function("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    private CLibrary() {}

    private static Optional<MethodHandle> function(String name, FunctionDescriptor type) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, type));
    }

    /** Answers an address; 0 where there is no memory. */
    static long take(long bytes) {
        try {
            return (long) MALLOC.invokeExact(bytes);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void giveBack(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Returns all free pages to the system, where the library has a way to. */
    static void trim() {
        TRIM.ifPresent(CLibrary::trim);
    }

    private static void trim(MethodHandle function) {
        try {
            int unused = (int) function.invokeExact(0L);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Functions of C throw nothing; only the way there can fail. */
    private static IllegalStateException failed(Throwable cause) {
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        return new IllegalStateException("The C library cannot be called", cause);
    }
}
