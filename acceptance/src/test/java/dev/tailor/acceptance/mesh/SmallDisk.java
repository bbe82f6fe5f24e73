package dev.tailor.acceptance.mesh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own with little space, laid over a folder while it is open; what the folder held comes back. */
record SmallDisk(Path folder) implements AutoCloseable {

    /** Skips the test where the system lets nobody but root lay a disk over a folder. */
    static SmallDisk over(Path folder, int kilobytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tailor-test", folder.toString());
        assumeTrue(mounted, "Skipped: a full disk can only be tried where mounting is allowed (Linux, as root)");
        return new SmallDisk(folder);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!run("umount", "--lazy", folder.toString())) {
            throw new IOException("Cannot take the small disk away again: run umount " + folder);
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin", command[0])) && !Files.isExecutable(Path.of("/bin", command[0]))) {
            return false;
        }
        var process = new ProcessBuilder(List.of(command)).inheritIO().start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
