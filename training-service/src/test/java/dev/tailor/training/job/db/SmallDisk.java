package dev.tailor.training.job.db;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/** The embedded database on a file system of its own that can be filled; only root can mount one. */
public class SmallDisk implements QuarkusTestResourceLifecycleManager {
    private static final String MEGABYTES = "32";
    private static final int PIECE = 512;

    private final Path folder =
            Path.of("target", "small-disk-" + UUID.randomUUID()).toAbsolutePath();
    private boolean mounted;

    @Override
    public Map<String, String> start() {
        create();
        mounted =
                command("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tailor-test", folder.toString()) == 0;
        return Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:h2:async:%s/database;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"
                        .formatted(folder));
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(this, new TestInjector.MatchesType(SmallDisk.class));
    }

    public boolean mounted() {
        return mounted;
    }

    /** Leaves so many bytes free until the filling is closed. */
    public Closeable fullBut(long bytes) throws IOException {
        try (var out = FileChannel.open(filling(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            fill(out);
            out.truncate(out.size() - bytes);
        }
        return () -> Files.delete(filling());
    }

    private static void fill(FileChannel out) throws IOException {
        var piece = ByteBuffer.allocate(PIECE);
        try {
            while (true) {
                out.write(piece.rewind());
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    private void create() {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    @Override
    public void stop() {
        if (mounted) {
            int unused = command("umount", "--lazy", folder.toString());
        }
    }

    private static int command(String... words) {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchProgram) {
            return 127;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
