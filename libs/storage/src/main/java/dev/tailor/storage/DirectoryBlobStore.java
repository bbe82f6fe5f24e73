package dev.tailor.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Blobs as files below one directory; files under way lie in its folder {@code .writing}. */
public final class DirectoryBlobStore implements BlobStore {

    private static final String WRITING = ".writing";

    private final Path root;

    public DirectoryBlobStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public BlobWriter write(String key) throws IOException {
        Path target = place(key);
        Path writing = Files.createDirectories(root.resolve(WRITING));
        return new FileBlobWriter(writing.resolve(UUID.randomUUID().toString()), target);
    }

    @Override
    public InputStream read(String key) throws IOException {
        try {
            return Files.newInputStream(existing(key));
        } catch (NoSuchFileException gone) {
            throw missing(key);
        }
    }

    @Override
    public boolean exists(String key) {
        return Files.isRegularFile(place(key));
    }

    @Override
    public long size(String key) throws IOException {
        return Files.size(existing(key));
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        BlobKeys.checkPrefix(prefix);
        Path from = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(from)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(key -> key.startsWith(prefix) && !key.startsWith(WRITING + "/"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void deleteAll(String prefix) throws IOException {
        for (String key : list(prefix)) {
            Files.deleteIfExists(place(key));
            prune(key);
        }
    }

    /** Removes the folders above a removed blob that are empty now, but never the root. */
    private void prune(String key) throws IOException {
        String blob = key;
        while (blob.contains("/")) {
            blob = blob.substring(0, blob.lastIndexOf('/'));
            try {
                Files.deleteIfExists(root.resolve(blob));
            } catch (DirectoryNotEmptyException inUse) {
                return;
            }
        }
    }

    private Path existing(String key) throws FileNotFoundException {
        if (!exists(key)) {
            throw missing(key);
        }
        return place(key);
    }

    private Path place(String key) {
        BlobKeys.check(key);
        if (key.equals(WRITING) || key.startsWith(WRITING + "/")) {
            throw new IllegalArgumentException("The blob key \"%s\" is reserved".formatted(key));
        }
        return root.resolve(key);
    }

    private static FileNotFoundException missing(String key) {
        return new FileNotFoundException("There is no blob \"%s\"".formatted(key));
    }
}
