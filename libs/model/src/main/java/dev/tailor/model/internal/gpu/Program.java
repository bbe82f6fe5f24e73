package dev.tailor.model.internal.gpu;

import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kernels of a GPU, compiled for it and for a number format when they are first needed. */
final class Program {

    private static final String SOURCE = "kernels.cu";
    private static final Map<Target, Program> COMPILED = new ConcurrentHashMap<>();

    private final MemorySegment module;
    private final Map<String, MemorySegment> functions = new ConcurrentHashMap<>();

    /** @param format torch's code of the number format */
    private record Target(int gpu, int format) {}

    private Program(Target target) {
        this.module = Cuda.module(Cuda.compile(
                source(),
                List.of(
                        "--gpu-architecture=sm_" + CudaUtils.getComputeCapability(target.gpu()),
                        "--std=c++17",
                        "-DFORMAT=" + target.format())));
    }

    static Program of(int gpu, int format) {
        return COMPILED.computeIfAbsent(new Target(gpu, format), Program::new);
    }

    MemorySegment function(String name) {
        return functions.computeIfAbsent(name, each -> Cuda.function(module, each));
    }

    private static String source() {
        try (var source = Program.class.getResourceAsStream(SOURCE)) {
            if (source == null) {
                throw new IOException(SOURCE + " is not on the class path");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
