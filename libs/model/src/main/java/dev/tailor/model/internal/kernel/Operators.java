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

    private record Failure(Operator operator, Throwable cause) {

        IllegalStateException told() {
            var schema = operator.schema();
            var name = schema.substring(0, schema.indexOf('('));
            return new IllegalStateException("The operator %s failed: %s".formatted(name, cause.getMessage()), cause);
        }
    }

    /** Makes those for processors known, once in a process, when the engine is loaded. */
    public static void define() {
        ForProcessors.make();
    }

    /** Makes an operator known. */
    public static void define(Operator operator) {
        Torch.define(NAMESPACE, operator.schema(), function(operator));
    }

    /** Fails if an operator did on this thread since the last look. */
    public static void check() {
        var failure = FAILURE.get();
        if (failure != null) {
            FAILURE.remove();
            throw failure.told();
        }
    }

    private static void run(Operator operator, MemorySegment values, long count, long results) {
        try {
            operator.call(values);
        } catch (Throwable e) {
            FAILURE.set(new Failure(operator, e));
        }
    }

    private static MemorySegment function(Operator operator) {
        try {
            var run = MethodHandles.lookup()
                    .findStatic(
                            Operators.class,
                            "run",
                            MethodType.methodType(
                                    void.class, Operator.class, MemorySegment.class, long.class, long.class));
            return Linker.nativeLinker()
                    .upcallStub(
                            run.bindTo(operator),
                            FunctionDescriptor.ofVoid(
                                    ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
                            Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ForProcessors {

        private static final List<Kernel> KERNELS = List.of(
                new RmsNorm(),
                new RmsNormBack(),
                new RmsNormGain(),
                new Gated(),
                new GatedBack(),
                new CausalSoftmax(),
                new CausalSoftmaxBack(),
                new Turn(),
                new Squares(),
                new AdamW());

        static {
            KERNELS.forEach(Operators::define);
        }

        static void make() {}
    }
}
