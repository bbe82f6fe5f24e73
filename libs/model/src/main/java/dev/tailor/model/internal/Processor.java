package dev.tailor.model.internal;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What this machine computes with. */
final class Processor {

    private static final Path FEATURES = Path.of("/proc/cpuinfo");
    private static final Pattern BFLOAT16 =
            Pattern.compile("^(flags|Features)\\s*:.*\\b(avx512_bf16|amx_bf16|bf16)\\b", Pattern.MULTILINE);

    /** What FlashAttention-2 asks of the size of a head, and of the GPU's compute capability. */
    private static final int HEAD_MULTIPLE = 8;

    private static final int LARGEST_HEAD = 256;
    private static final int AMPERE = 80;

    private Processor() {}

    /** Whether one kernel attends to all rows of a pass, without padding and whatever their lengths. */
    static boolean attendsRows(Device device, ElementType arithmetic, int headSize) {
        return device.isGpu()
                && arithmetic != ElementType.F32
                && headSize % HEAD_MULTIPLE == 0
                && headSize <= LARGEST_HEAD
                && Integer.parseInt(CudaUtils.getComputeCapability(device.getDeviceId())) >= AMPERE;
    }

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
