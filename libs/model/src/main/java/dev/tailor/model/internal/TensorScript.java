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
    private static final String PLAIN = "kernels-plain.torchscript";
    private static final String VECTOR = "kernels-vector.torchscript";

    private final PtSymbolBlock module;

    private TensorScript(PtSymbolBlock module) {
        this.module = module;
    }

    /** The decoder's, with operators of our own on a processor where the JVM has vector instructions. */
    static TensorScript load(NDManager manager) {
        return load(manager, DECODER, vectors(manager.getDevice()) ? VECTOR : PLAIN);
    }

    static TensorScript load(NDManager manager, String... names) {
        if (List.of(names).contains(VECTOR)) {
            Operators.define();
        }
        var source = Stream.of(names).map(TensorScript::source).collect(Collectors.joining("\n"));
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
            var result = ScriptCalls.call(module, method, values);
            Operators.check();
            return result;
        } finally {
            for (int i = 0; i < arguments.length; i++) {
                if (values[i] != arguments[i]) {
                    values[i].close();
                }
            }
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
