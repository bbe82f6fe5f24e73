package dev.tailor.training.service;

import dev.tailor.storage.BlobStore;
import dev.tailor.storage.BlobWriter;
import dev.tailor.training.model.ScratchFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Blobs as files under one folder; a blob appears by renaming. */
final class FolderBlobs implements BlobStore {

    private final Path root;

    FolderBlobs(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public BlobWriter write(String key) throws IOException {
        var target = path(key);
        Files.createDirectories(target.getParent());
        var temporary = Files.createTempFile(Files.createDirectories(root.resolve(".incoming")), "blob", "");
        return new FileWriter(temporary, target);
    }

    @Override
    public InputStream read(String key) throws IOException {
        return Files.newInputStream(existing(key));
    }

    @Override
    public boolean exists(String key) {
        return Files.isRegularFile(path(key));
    }

    @Override
    public long size(String key) throws IOException {
        return Files.size(existing(key));
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        var folder = prefix.endsWith("/") ? path(prefix) : root;
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(key -> key.startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void deleteAll(String prefix) throws IOException {
        for (var key : list(prefix)) {
            Files.deleteIfExists(path(key));
        }
        if (prefix.endsWith("/")) {
            ScratchFolder.delete(path(prefix));
        }
    }

    private Path existing(String key) throws FileNotFoundException {
        var path = path(key);
        if (!Files.isRegularFile(path)) {
            throw new FileNotFoundException("No blob has the key " + key);
        }
        return path;
    }

    private Path path(String key) {
        var path = root.resolve(key).normalize();
        if (!path.startsWith(root)) {
            throw new IllegalArgumentException("A blob's key must stay inside the store, was " + key);
        }
        return path;
    }

    /** Writes beside the store and moves into it. */
    private static final class FileWriter extends BlobWriter {
        private final Path temporary;
        private final Path target;
        private final OutputStream out;

        FileWriter(Path temporary, Path target) throws IOException {
            this.temporary = temporary;
            this.target = target;
            this.out = Files.newOutputStream(temporary);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void commit() throws IOException {
            out.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(temporary);
        }
    }
}
