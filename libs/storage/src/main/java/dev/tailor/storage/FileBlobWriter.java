package dev.tailor.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writes beside the store's blobs; a commit forces the bytes to the disk and renames. */
final class FileBlobWriter extends BlobWriter {

    private static final int ATTEMPTS = 10;
    private static final int BUFFER = 64 * 1024;

    private final Path writing;
    private final Path target;
    private final Path folder;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    FileBlobWriter(Path writing, Path target) throws IOException {
        this.writing = writing;
        this.target = target;
        this.folder = Objects.requireNonNull(target.getParent(), "a blob lies in a folder");
        this.channel = FileChannel.open(writing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (!buffer.hasRemaining()) {
                drain();
            }
            int part = Math.min(buffer.remaining(), end - from);
            buffer.put(bytes, from, part);
            from += part;
        }
    }

    @Override
    public void commit() throws IOException {
        drain();
        channel.force(true);
        channel.close();
        publish();
        forceFolder();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(writing);
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** The target's folder may be pruned by somebody else between its creation and the move: try again. */
    private void publish() throws IOException {
        for (int attempt = 1; ; attempt++) {
            Files.createDirectories(folder);
            try {
                Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (NoSuchFileException pruned) {
                if (attempt == ATTEMPTS) {
                    throw pruned;
                }
            } catch (AtomicMoveNotSupportedException split) {
                throw new IOException("The blob directory must be one file system", split);
            }
        }
    }

    private void forceFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (NoSuchFileException removed) {
            throw new IOException("The blob was removed while it was written", removed);
        }
    }
}
