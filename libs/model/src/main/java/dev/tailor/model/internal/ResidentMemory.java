package dev.tailor.model.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What this process holds of the machine's memory, as Linux counts it; 0 where the system does not tell. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path REFERENCES = Path.of("/proc/self/clear_refs");
    private static final String FORGET_PEAK = "5";
    private static final long KILOBYTE = 1024;

    private ResidentMemory() {}

    static long now() {
        return read("VmRSS:");
    }

    /** The most since it was last forgotten. */
    static long peak() {
        return read("VmHWM:");
    }

    static void forgetPeak() {
        try {
            Files.writeString(REFERENCES, FORGET_PEAK, StandardOpenOption.WRITE);
        } catch (IOException notAllowed) {
            // The peak then is that of the whole life: an estimate on the safe side.
            return;
        }
    }

    private static long read(String name) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
