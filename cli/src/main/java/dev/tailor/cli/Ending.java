package dev.tailor.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Ends the processes of a home: politely, then not; their children with them. */
final class Ending {
    private final Path home;
    private final Duration grace;

    Ending(Path home, Duration grace) {
        this.home = home;
        this.grace = grace;
    }

    /** Returns how many processes there were, their children not counted. */
    int end(List<RunningService> known) {
        Set<ProcessHandle> parents = new LinkedHashSet<>();
        known.forEach(one -> one.process().ifPresent(parents::add));
        ProcessHandle.allProcesses().filter(this::belongsHere).forEach(parents::add);
        endAll(parents);
        return parents.size();
    }

    /** Leaves the home's other processes alone. */
    void endThese(List<RunningService> some) {
        Set<ProcessHandle> parents = new LinkedHashSet<>();
        some.forEach(one -> one.process().ifPresent(parents::add));
        endAll(parents);
    }

    private void endAll(Set<ProcessHandle> parents) {
        Set<ProcessHandle> all = new LinkedHashSet<>(parents);
        parents.forEach(parent -> parent.descendants().forEach(all::add));
        parents.forEach(ProcessHandle::destroy);
        await(parents, grace);
        parents.stream()
                .filter(RunningService::lives)
                .flatMap(ProcessHandle::descendants)
                .forEach(all::add);
        await(all, Duration.ofSeconds(parents.stream().anyMatch(RunningService::lives) ? 0 : 2));
        all.stream().filter(RunningService::lives).forEach(ProcessHandle::destroyForcibly);
        await(all, Duration.ofSeconds(5));
    }

    private boolean belongsHere(ProcessHandle process) {
        var mark = "-Dmesh.home=" + home;
        return process.pid() != ProcessHandle.current().pid()
                && process.info()
                        .arguments()
                        .filter(arguments -> Arrays.asList(arguments).contains(mark))
                        .isPresent();
    }

    private static void await(Set<ProcessHandle> processes, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (processes.stream().anyMatch(RunningService::lives) && System.nanoTime() < deadline) {
            Pause.of(Duration.ofMillis(50));
        }
    }
}
