package dev.tailor.model.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** What this process holds of the machine's memory, as Linux counts it; 0 where the system does not tell. */
public final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path REFERENCES = Path.of("/proc/self/clear_refs");
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final List<Path> GROUP =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
    private static final String FORGET_PEAK = "5";
    private static final long KILOBYTE = 1024;

    private ResidentMemory() {}

    static long now() {
        return read(STATUS, "VmRSS:").orElse(0);
    }

    /** The most since it was last forgotten. */
    public static long peak() {
        return read(STATUS, "VmHWM:").orElse(0);
    }

    static void forgetPeak() {
        try {
            Files.writeString(REFERENCES, FORGET_PEAK, StandardOpenOption.WRITE);
        } catch (IOException notAllowed) {
            // The peak then is that of the whole life: an estimate on the safe side.
            return;
        }
    }

    /** The limit of the control group or the machine's memory; without both, no limit. */
    public static long available() {
        var group = GROUP.stream().flatMapToLong(file -> limit(file).stream());
        var machine = read(MACHINE, "MemTotal:").stream();
        return LongStream.concat(group, machine).min().orElse(Long.MAX_VALUE);
    }

    private static OptionalLong limit(Path file) {
        try {
            var text = Files.readString(file).strip();
            return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong read(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }
}
