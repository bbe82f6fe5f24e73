package dev.tailor.model.internal.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operators written in Java that TorchScript calls as {@code ops.tailor.…}: the engine is given functions that lead back
 * into the JVM. They write into tensors that they are handed, which lie in memory without gaps, and return nothing.
 */
public final class Operators {

    private static final String NAMESPACE = "tailor";
    /** An exception would end the process on its way through native code. */
    private static final ThreadLocal<@Nullable Failure> FAILURE = new ThreadLocal<>();

    private Operators() {}

    private record Failure(Kernel kernel, Throwable cause) {

        IllegalStateException told() {
            var schema = kernel.schema();
            var operator = schema.substring(0, schema.indexOf('('));
            return new IllegalStateException(
                    "The operator %s failed: %s".formatted(operator, cause.getMessage()), cause);
        }
    }

    /** Makes them known once in a process, when the engine is loaded. */
    public static void define() {
        Definition.make();
    }

    /** Fails if an operator did on this thread since the last look. */
    public static void check() {
        var failure = FAILURE.get();
        if (failure != null) {
            FAILURE.remove();
            throw failure.told();
        }
    }

    private static void run(Kernel kernel, MemorySegment values, long count, long results) {
        try (var arguments = Arguments.of(values, kernel)) {
            kernel.run(arguments);
        } catch (Throwable e) {
            FAILURE.set(new Failure(kernel, e));
        }
    }

    private static final class Definition {

        private static final List<Kernel> KERNELS = List.of(
                new RmsNorm(),
                new RmsNormBack(),
                new RmsNormGain(),
                new Gated(),
                new GatedBack(),
                new CausalSoftmax(),
                new CausalSoftmaxBack(),
                new Turn());

        static {
            KERNELS.forEach(kernel -> Torch.define(NAMESPACE, kernel.schema(), function(kernel)));
        }

        static void make() {}

        private static MemorySegment function(Kernel kernel) {
            try {
                var run = MethodHandles.lookup()
                        .findStatic(
                                Operators.class,
                                "run",
                                MethodType.methodType(
                                        void.class, Kernel.class, MemorySegment.class, long.class, long.class));
                return Linker.nativeLinker()
                        .upcallStub(
                                run.bindTo(kernel),
                                FunctionDescriptor.ofVoid(
                                        ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
                                Arena.global());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
