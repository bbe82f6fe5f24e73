package dev.tailor.model.internal;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What this machine computes with. */
final class Processor {

    private static final Path FEATURES = Path.of("/proc/cpuinfo");
    private static final Pattern BFLOAT16 =
            Pattern.compile("^(flags|Features)\\s*:.*\\b(avx512_bf16|amx_bf16|bf16)\\b", Pattern.MULTILINE);

    private Processor() {}

    /** Whether products in bfloat16 have instructions of their own; without, they are many times slower than float32. */
    static boolean multipliesBfloat16(Device device) {
        if (device.isGpu()) {
            return true;
        }
        try {
            return BFLOAT16.matcher(Files.readString(FEATURES)).find();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
