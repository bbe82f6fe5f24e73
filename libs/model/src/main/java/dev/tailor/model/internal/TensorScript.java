package dev.tailor.model.internal;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptCalls;
import dev.tailor.model.internal.gpu.GpuOperators;
import dev.tailor.model.internal.kernel.Operators;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The decoder's mathematics, loaded once per manager; each call is one step into the native engine. */
final class TensorScript implements AutoCloseable {

    private static final String DECODER = "decoder.torchscript";

    private final PtSymbolBlock module;

    private TensorScript(PtSymbolBlock module) {
        this.module = module;
    }

    /** What element by element is computed with. */
    enum Kernels {
        /** The engine's own operators, on any device. */
        PLAIN(
                "kernels-plain.torchscript",
                "heads-plain.torchscript",
                "loss-plain.torchscript",
                "optimizer-plain.torchscript"),
        /** Operators in Java with vector instructions, on a processor. */
        VECTOR("kernels-vector.torchscript", "loss-plain.torchscript"),
        /** Kernels that are compiled for a GPU. */
        GPU("kernels-gpu.torchscript", "heads-plain.torchscript", "optimizer-plain.torchscript");

        private final List<String> files;

        Kernels(String... files) {
            this.files = List.of(files);
        }

        /** The fastest that a device can do. */
        static Kernels of(Device device) {
            if (device.isGpu()) {
                return GpuOperators.compile() ? GPU : PLAIN;
            }
            return vectors(device) ? VECTOR : PLAIN;
        }

        private void define() {
            switch (this) {
                case VECTOR -> Operators.define();
                case GPU -> GpuOperators.define();
                case PLAIN -> {}
            }
        }
    }

    /** The decoder's. */
    static TensorScript load(NDManager manager) {
        return load(manager, Kernels.of(manager.getDevice()));
    }

    static TensorScript load(NDManager manager, Kernels kernels) {
        kernels.define();
        return load(
                manager,
                Stream.concat(Stream.of(DECODER), kernels.files.stream()).toList());
    }

    static TensorScript load(NDManager manager, List<String> names) {
        var source = names.stream().map(TensorScript::source).collect(Collectors.joining("\n"));
        try {
            var archive = ScriptArchive.of(source);
            return new TensorScript(
                    JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), true, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(String name) {
        try (var source = TensorScript.class.getResourceAsStream(name)) {
            if (source == null) {
                throw new IOException(name + " is not on the class path");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether vector instructions may be used: the JVM was started with their module, and the tensors lie in its reach. */
    static boolean vectors(Device device) {
        return !device.isGpu()
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** Sets the calling thread up: the profiling executor costs more than it gains, and derivatives are made by hand. */
    static void prepareThread() {
        Engine.getEngine("PyTorch");
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(false);
    }

    NDArray tensor(NDManager target, String method, Object... arguments) {
        try (var result = call(method, arguments)) {
            return result.toTensor((PtNDManager) target);
        }
    }

    NDList list(NDManager target, String method, Object... arguments) {
        try (var result = call(method, arguments)) {
            return result.toNDList((PtNDManager) target);
        }
    }

    /** A copy in another number format, owned by the manager of the original. */
    NDArray cast(NDArray tensor, ElementType type) {
        return tensor(tensor.getManager(), "cast", tensor, (long) type.code());
    }

    /** The caller closes the result. */
    IValue call(String method, Object... arguments) {
        var values = new IValue[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            values[i] = value(arguments[i]);
        }
        try {
            return checked(ScriptCalls.call(module, method, values));
        } finally {
            for (int i = 0; i < arguments.length; i++) {
                if (values[i] != arguments[i]) {
                    values[i].close();
                }
            }
        }
    }

    private static IValue checked(IValue result) {
        try {
            Operators.check();
            return result;
        } catch (IllegalStateException failed) {
            result.close();
            throw failed;
        }
    }

    private static IValue value(Object argument) {
        return switch (argument) {
            case IValue value -> value;
            case NDArray tensor -> IValue.from((PtNDArray) tensor);
            case List<?> tensors ->
                IValue.listFrom(tensors.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
            case long[] numbers -> IValue.listFrom(numbers);
            case double[] numbers -> IValue.listFrom(numbers);
            case Long number -> IValue.from(number);
            case Double number -> IValue.from(number);
            case String text -> IValue.from(text);
            default -> throw new IllegalArgumentException("no script value: " + argument.getClass());
        };
    }

    @Override
    public void close() {
        module.close();
    }
}
