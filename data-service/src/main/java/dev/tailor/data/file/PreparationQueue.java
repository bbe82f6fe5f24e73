package dev.tailor.data.file;

import dev.tailor.data.Attempt;
import dev.tailor.data.DataException;
import dev.tailor.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Prepares a few files at a time; those that a stopped process left behind are taken up again. */
public final class PreparationQueue implements AutoCloseable {

    private static final Logger LOG = System.getLogger(PreparationQueue.class.getName());
    private static final FileState FAULT = new FileState.Unusable(
            "The file could not be prepared because of a fault in data-service; its log says which");

    private final FileRepository files;
    private final BlobStore blobs;
    private final Preparer preparer;
    private final Duration patience;
    private final ExecutorService executor;

    /**
     * @param atOnce files that are prepared at the same time
     * @param patience how long an upload waits for its own preparation
     */
    public PreparationQueue(FileRepository files, BlobStore blobs, Preparer preparer, int atOnce, Duration patience) {
        this.files = files;
        this.blobs = blobs;
        this.preparer = preparer;
        this.patience = patience;
        this.executor = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("preparation-", 1).daemon().factory());
    }

    /** Takes up what waits. */
    public void resume() {
        files.waiting().forEach(this::submit);
    }

    /** Queues the file and gives it a moment, so that a small file is ready at once. */
    void prepare(StoredFile file) {
        try {
            submit(file.id()).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException large) {
            LOG.log(Level.DEBUG, "{0} is still being prepared", file.id());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            LOG.log(Level.ERROR, "preparation failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private Future<?> submit(String id) {
        return executor.submit(
                () -> files.find(id).filter(StoredFile::waits).ifPresent(file -> files.settle(id, outcome(file))));
    }

    /** Whatever happens, the file comes to an end: a failure is a state with a reason. */
    private FileState outcome(StoredFile file) {
        return Attempt.of(() -> prepared(file), unknown -> {
            LOG.log(Level.ERROR, "preparation of " + file.id() + " failed", unknown);
            return FAULT;
        });
    }

    private FileState prepared(StoredFile file) {
        try (InputStream content = blobs.read(Files.content(file.id()))) {
            return preparer.prepare(file, content);
        } catch (IOException | DataException failed) {
            LOG.log(Level.WARNING, "preparation of " + file.id() + " failed", failed);
            return new FileState.Unusable(
                    "The file could not be prepared: %s; upload it again".formatted(failed.getMessage()));
        }
    }
}
