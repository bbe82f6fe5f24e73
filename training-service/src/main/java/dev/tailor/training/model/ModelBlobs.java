package dev.tailor.training.model;

import dev.tailor.storage.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Moves folders of model files into the blob store and out of it. */
public class ModelBlobs {

    private static final String MANIFEST = "manifest.json";

    private final BlobStore blobs;

    public ModelBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Stores all files of a folder; the manifest comes last, so that what has one is whole. */
    public void store(Path folder, String prefix) throws IOException {
        var files = filesOf(folder);
        for (var file : files) {
            if (!MANIFEST.equals(relative(folder, file))) {
                storeFile(file, prefix + relative(folder, file));
            }
        }
        if (files.contains(folder.resolve(MANIFEST))) {
            storeFile(folder.resolve(MANIFEST), prefix + MANIFEST);
        }
    }

    public void storeFile(Path file, String key) throws IOException {
        try (var writer = blobs.write(key)) {
            Files.copy(file, writer);
            writer.commit();
        }
    }

    public void fetch(String prefix, Path folder) throws IOException {
        for (var key : blobs.list(prefix)) {
            var target = folder.resolve(key.substring(prefix.length()));
            Files.createDirectories(target.getParent());
            try (var bytes = blobs.read(key)) {
                Files.copy(bytes, target);
            }
        }
    }

    public boolean holds(String key) throws IOException {
        return blobs.exists(key);
    }

    public void remove(String prefix) throws IOException {
        blobs.deleteAll(prefix);
    }

    /** Removes what only training needs; the manifest goes first, since the rest is not all that it names. */
    public void reduceToModel(String prefix) throws IOException {
        blobs.deleteAll(prefix + MANIFEST);
        for (var key : blobs.list(prefix)) {
            if (!ModelFile.belongs(key.substring(prefix.length()))) {
                blobs.deleteAll(key);
            }
        }
    }

    /** The files that make a model, without the state that only training needs. */
    List<ModelFile> modelFiles(String prefix) throws IOException {
        return blobs.list(prefix).stream()
                .filter(key -> ModelFile.belongs(key.substring(prefix.length())))
                .map(key -> file(key, key.substring(prefix.length())))
                .toList();
    }

    private ModelFile file(String key, String path) {
        return new ModelFile(path, () -> blobs.size(key), () -> blobs.read(key));
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
