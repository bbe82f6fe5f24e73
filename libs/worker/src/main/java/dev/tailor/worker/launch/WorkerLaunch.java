package dev.tailor.worker.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How to start a worker.
 *
 * @param classpath as {@code java -cp} takes it
 * @param log receives what the worker says, after what is already there
 * @param threads that one operation may use
 * @param heapMegabytes of the Java heap; tensors live outside it
 * @param patience until the worker must be ready, and again until it must have ended
 */
public record WorkerLaunch(String classpath, Path log, int threads, int heapMegabytes, Duration patience) {

    public WorkerLaunch {
        Objects.requireNonNull(log, "log");
        if (classpath.isBlank()) {
            throw new IllegalArgumentException("The worker's classpath is empty; set tailor.worker.classpath");
        }
        if (threads < 1 || heapMegabytes < 64) {
            throw new IllegalArgumentException("A worker needs at least 1 thread and 64 MB of heap, was given %d and %d"
                    .formatted(threads, heapMegabytes));
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("The patience with a worker must be positive, was " + patience);
        }
    }
}
