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

    private record Failure(String operator, Throwable cause) {

        IllegalStateException told() {
            return new IllegalStateException(
                    "The operator %s failed: %s".formatted(operator, cause.getMessage()), cause);
        }
    }

    /** Makes those for processors known, once in a process, when the engine is loaded. */
    public static void define() {
        ForProcessors.make();
    }

    /** Makes an operator known. */
    public static void define(Operator operator) {
        var known = new Known(operator, Signature.of(operator.schema()));
        Torch.define(NAMESPACE, operator.schema(), function(known));
    }

    /** Fails if an operator did on this thread since the last look. */
    public static void check() {
        var failure = FAILURE.get();
        if (failure != null) {
            FAILURE.remove();
            throw failure.told();
        }
    }

    /** An operator as the engine calls it. */
    private record Known(Operator operator, Signature signature) {

        private void run(MemorySegment values, long count, long results) {
            try {
                operator.call(values, signature);
            } catch (Throwable e) {
                FAILURE.set(new Failure(signature.name(), e));
            }
        }
    }

    private static MemorySegment function(Known operator) {
        try {
            var run = MethodHandles.lookup()
                    .findVirtual(
                            Known.class,
                            "run",
                            MethodType.methodType(void.class, MemorySegment.class, long.class, long.class));
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
