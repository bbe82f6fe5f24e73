package dev.tailor.model.internal.gpu;

import dev.tailor.model.internal.kernel.Operator;
import dev.tailor.model.internal.kernel.Signature;
import dev.tailor.model.internal.kernel.Torch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Hands an operator's arguments on to the kernel of its name without "gpu_": tensors as the addresses of their numbers, all
 * else as it is, but for the last two, which are the blocks and their threads.
 */
record Launch(String schema) implements Operator {

    private static final String PREFIX = "gpu_";
    private static final int GRID = 2;

    @Override
    public void call(MemorySegment handed, Signature signature) {
        var values = handed.reinterpret((long) signature.values() * Long.BYTES);
        try (var arena = Arena.ofConfined()) {
            launch(arena, values, signature);
        } finally {
            for (int at = 0; at < signature.tensors(); at++) {
                Torch.delete(number(values, at));
            }
        }
    }

    private static void launch(Arena arena, MemorySegment values, Signature signature) {
        long first = number(values, 0);
        int gpu = Torch.device(first);
        int arguments = signature.values() - GRID;
        var copies = arena.allocate(ValueLayout.JAVA_LONG, arguments);
        var pointers = arena.allocate(ValueLayout.ADDRESS, arguments);
        for (int at = 0; at < arguments; at++) {
            long value = number(values, at);
            copies.setAtIndex(
                    ValueLayout.JAVA_LONG,
                    at,
                    at < signature.tensors() ? Torch.address(value).address() : value);
            pointers.setAtIndex(ValueLayout.ADDRESS, at, copies.asSlice((long) at * Long.BYTES));
        }
        Cuda.launch(
                Program.of(gpu, Torch.format(first)).function(signature.name().substring(PREFIX.length())),
                new Cuda.Grid(
                        Math.toIntExact(number(values, arguments)),
                        Math.toIntExact(number(values, arguments + 1)),
                        Torch.stream(gpu)),
                pointers);
    }

    private static long number(MemorySegment values, int at) {
        return values.getAtIndex(ValueLayout.JAVA_LONG, at);
    }
}
