package dev.tailor.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** How much memory this process may take: what it was told, its control group's limit, or the machine's memory. */
final class MemoryLimit {

    private static final List<Path> GROUP =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final String TOTAL = "MemTotal:";
    private static final long KILOBYTE = 1024;

    private MemoryLimit() {}

    /**
     * In bytes.
     *
     * @param told 0: nothing
     */
    static long of(long told) {
        var system = LongStream.concat(GROUP.stream().flatMapToLong(file -> number(file).stream()), machine().stream())
                .min()
                .orElse(Long.MAX_VALUE);
        return told > 0 ? Math.min(told, system) : system;
    }

    private static OptionalLong number(Path file) {
        try {
            var text = Files.readString(file).strip();
            return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong machine() {
        try {
            return Files.readAllLines(MACHINE).stream()
                    .filter(line -> line.startsWith(TOTAL))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }
}
