package dev.tailor.training.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second service out of a folder, where each would remove what the other works on. It ends with its process. */
final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(channel)) {
                return new FolderLock(channel);
            }
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The folder %s cannot be locked; give TAILOR_HOME one on another disk".formatted(folder), failed);
        }
        throw new IllegalStateException(
                "Another training-service works in the folder %s; stop it, or give this one another TAILOR_HOME"
                        .formatted(folder));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }
}
