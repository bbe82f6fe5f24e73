package dev.tailor.data.settings;

import dev.tailor.data.file.Files;
import dev.tailor.data.file.PreparationQueue;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;

/** Starts what runs without being asked. */
@ApplicationScoped
public class Background {

    private final Files files;
    private final PreparationQueue queue;

    public Background(Files files, PreparationQueue queue) {
        this.files = files;
        this.queue = queue;
    }

    void begin(@Observes Startup started) {
        queue.resume();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void removeExpired() {
        files.removeExpired();
    }
}
