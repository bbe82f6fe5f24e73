package dev.tailor.worker;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The end of a process whose native threads may still compute. Java ends by {@code exit} of the C library, {@code halt}
 * too, and there the destructors of libraries free code and tables that such threads use: the process crashes. Here it
 * ends without them, with its status and after all that Java does at its end.
 */
public final class NativeEnd {

    private static final FunctionDescriptor ON_EXIT =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

    private NativeEnd() {}

    /** To be called once, before any tensor. Changes nothing where the C library is not glibc. */
    public static void withoutDestructors() {
        var library = Linker.nativeLinker().defaultLookup();
        Optional<MemorySegment> immediately = library.find("_exit");
        Optional<MethodHandle> register =
                library.find("on_exit").map(address -> Linker.nativeLinker().downcallHandle(address, ON_EXIT));
        if (immediately.isPresent() && register.isPresent()) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> register(register.get(), immediately.get()), "end without destructors"));
        }
    }

    /** What is registered last runs first: so this is done when Java ends, not when it starts. */
    private static void register(MethodHandle onExit, MemorySegment immediately) {
        try {
            int unused = (int) onExit.invokeExact(immediately, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException("The C library cannot be called", e);
        }
    }
}
