package dev.tailor.eval.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;

/** Local copies of models of training-service. A copy is complete or absent: it is written aside and then renamed. */
public final class ModelCache {
    private final Path home;
    private final ModelRegistry registry;
    private final ReentrantLock fetching = new ReentrantLock();

    public ModelCache(Path home, ModelRegistry registry) {
        this.home = home;
        this.registry = registry;
    }

    /** The directory of the model's files, fetched if they are not here yet. */
    public Path fetch(String id) {
        var directory = directoryOf(id);
        fetching.lock();
        try {
            if (!Files.isDirectory(directory)) {
                download(id, directory);
            }
            return directory;
        } catch (IOException failed) {
            throw new UncheckedIOException("The model %s could not be stored in %s".formatted(id, home), failed);
        } finally {
            fetching.unlock();
        }
    }

    /** Removes the copy of a model that is no longer there. */
    public void forget(String id) {
        fetching.lock();
        try {
            remove(directoryOf(id));
        } catch (IOException failed) {
            throw new UncheckedIOException("The copy of the model %s could not be removed".formatted(id), failed);
        } finally {
            fetching.unlock();
        }
    }

    private void download(String id, Path directory) throws IOException {
        Files.createDirectories(home);
        var aside = Files.createTempDirectory(home, "fetching-");
        try {
            registry.download(id, aside);
            Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(aside);
        }
    }

    private Path directoryOf(String id) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return home.resolve(HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
