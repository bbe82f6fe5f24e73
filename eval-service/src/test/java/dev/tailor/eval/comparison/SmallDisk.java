package dev.tailor.eval.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own with little room; only root can mount one, others skip the test. */
record SmallDisk(Path folder) implements AutoCloseable {

    static SmallDisk at(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var status = command("mount", "-t", "tmpfs", "-o", "size=64k", "tailor-test", folder.toString());
        Assumptions.assumeTrue(status == 0, "mounting a small disk needs root");
        return new SmallDisk(folder);
    }

    void fill() throws IOException {
        try (var out = Files.newOutputStream(filling())) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(filling());
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        command("umount", folder.toString());
    }

    private static int command(String... words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchProgram) {
            return 127;
        }
    }
}
