package dev.tailor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** A folder on a file system of its own, small enough to be filled; an ordinary one where none may be mounted. */
final class SmallDisk implements AutoCloseable {
    private static final int PIECE = 64 * 1024;
    private static final int MOST_BEFORE_MILLIS = 4000;
    private static final Duration FULL = Duration.ofSeconds(8);

    private final Path folder;
    private final String whyNot;

    private SmallDisk(Path folder, String whyNot) {
        this.folder = folder;
        this.whyNot = whyNot;
    }

    static SmallDisk at(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        var mount =
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        try {
            return new SmallDisk(folder, run(mount));
        } catch (IOException noSuchCommand) {
            return new SmallDisk(folder, String.valueOf(noSuchCommand.getMessage()));
        }
    }

    /** Returns what it said if it failed, otherwise nothing. */
    private static String run(ProcessBuilder command) throws IOException {
        var process = command.redirectErrorStream(true).start();
        try (var words = process.inputReader()) {
            var said = words.lines().toList();
            return process.waitFor() == 0
                    ? ""
                    : String.join(" ", said) + " (a file system can be mounted by root only)";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", interrupted);
        }
    }

    Path folder() {
        return folder;
    }

    boolean fillable() {
        return whyNot.isEmpty();
    }

    String whyNot() {
        return whyNot;
    }

    /** Leaves no byte free for some seconds in the middle of a job. */
    void fillDuring(KillJobs jobs, long seed) throws IOException {
        var job = jobs.submit();
        while (KillJobs.step(jobs.look(job)) == 0) {
            Pause.of(Duration.ofMillis(50));
        }
        Pause.of(Duration.ofMillis(new Random(seed).nextInt(MOST_BEFORE_MILLIS)));
        var filling = folder.resolve("filling");
        fill(filling);
        Pause.of(FULL);
        Files.delete(filling);
        jobs.finished(job);
    }

    private static void fill(Path file) throws IOException {
        var piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 1);
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (fillable()) {
            var words = run(new ProcessBuilder("umount", "--lazy", folder.toString()));
            if (!words.isEmpty()) {
                throw new CommandFailed("Could not unmount " + folder + ": " + words);
            }
        }
    }
}
