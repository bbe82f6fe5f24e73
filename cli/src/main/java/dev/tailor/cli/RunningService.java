package dev.tailor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of the mesh as the state file remembers it.
 *
 * @param started epoch milliseconds; tells the process from a later one with the same pid
 * @param grpc 0 for the gateway
 */
record RunningService(Service service, long pid, long started, int http, int grpc) {

    static RunningService of(Service service, ProcessHandle process, int http, int grpc) {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new RunningService(service, process.pid(), started, http, grpc);
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(this::isTheSame).filter(RunningService::lives);
    }

    private boolean isTheSame(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(instant -> Math.abs(instant.toEpochMilli() - started) < 2000)
                .orElse(started == 0);
    }

    /** A process that ended but that nobody has waited for counts as dead. */
    static boolean lives(ProcessHandle process) {
        return process.isAlive() && !state(process.pid()).startsWith("Z");
    }

    private static String state(long pid) {
        try {
            var line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return line.substring(line.lastIndexOf(')') + 2);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
