package dev.tailor.eval.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Local copies of models of training-service. A copy is complete or absent: it is written aside and then renamed. Beside
 * it lies a file with the model's id.
 */
public final class ModelCache {
    private static final String NAME = ".id";

    private final Path home;
    private final ModelRegistry registry;
    private final ReentrantLock fetching = new ReentrantLock();
    private final Map<String, Integer> uses = new HashMap<>();

    public ModelCache(Path home, ModelRegistry registry) {
        this.home = home;
        this.registry = registry;
    }

    /** The model's files, fetched if they are not here yet; they stay at least until the copy is closed. */
    public Copy take(String id) {
        var directory = directoryOf(id);
        fetching.lock();
        try {
            if (!Files.isDirectory(directory)) {
                download(id, directory);
            }
            uses.merge(id, 1, Integer::sum);
            return new Copy(id, directory);
        } catch (IOException failed) {
            throw new UncheckedIOException("The model %s could not be stored in %s".formatted(id, home), failed);
        } finally {
            fetching.unlock();
        }
    }

    /** Removes the copy of a model that is no longer there, unless it is in use. */
    public void forget(String id) {
        fetching.lock();
        try {
            if (!uses.containsKey(id)) {
                remove(directoryOf(id));
                Files.deleteIfExists(nameOf(id));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The copy of the model %s could not be removed".formatted(id), failed);
        } finally {
            fetching.unlock();
        }
    }

    /** Removes the copies of models that the registry no longer has and that nobody uses. */
    public void sweep() {
        removeNameless();
        for (var id : ids()) {
            if (registry.find(id).isEmpty()) {
                forget(id);
            }
        }
    }

    /** What a process left that ended while it fetched; whoever holds the lock fetches nothing now. */
    private void removeNameless() {
        fetching.lock();
        try {
            for (var entry : entries()) {
                if (Files.isDirectory(entry) && !Files.exists(entry.resolveSibling(entry.getFileName() + NAME))) {
                    remove(entry);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Left-over files could not be removed from " + home, failed);
        } finally {
            fetching.unlock();
        }
    }

    private List<String> ids() {
        fetching.lock();
        try {
            var ids = new ArrayList<String>();
            for (var entry : entries()) {
                if (entry.toString().endsWith(NAME)) {
                    ids.add(Files.readString(entry));
                }
            }
            return ids;
        } catch (IOException failed) {
            throw new UncheckedIOException("The copies of models in %s could not be listed".formatted(home), failed);
        } finally {
            fetching.unlock();
        }
    }

    private List<Path> entries() throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (var entries = Files.list(home)) {
            return entries.toList();
        }
    }

    private void download(String id, Path directory) throws IOException {
        Files.createDirectories(home);
        var aside = Files.createTempDirectory(home, "fetching-");
        try {
            registry.download(id, aside);
            Files.writeString(nameOf(id), id);
            Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(aside);
        }
    }

    private Path nameOf(String id) {
        return home.resolve(directoryOf(id).getFileName() + NAME);
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

    /** The files of one model, in use until this is closed. */
    public final class Copy implements AutoCloseable {
        private final String id;
        private final Path directory;

        private Copy(String id, Path directory) {
            this.id = id;
            this.directory = directory;
        }

        public Path directory() {
            return directory;
        }

        @Override
        public void close() {
            fetching.lock();
            try {
                uses.computeIfPresent(id, (model, count) -> count > 1 ? count - 1 : null);
            } finally {
                fetching.unlock();
            }
        }
    }
}
