package dev.tailor.training.hub.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps all other writers out, in this process and in others, until it is closed or its process ends. */
final class FolderLock implements Closeable {

    private static final String NAME = "tailor.lock";
    private static final long LOOK_MILLIS = 50;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (!taken(channel)) {
                Thread.sleep(LOOK_MILLIS);
            }
            return new FolderLock(channel);
        } catch (IOException | InterruptedException failed) {
            channel.close();
            throw failed;
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
