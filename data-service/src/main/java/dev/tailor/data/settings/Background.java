package dev.tailor.data.settings;

import dev.tailor.data.file.Files;
import dev.tailor.data.file.PreparationQueue;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts what runs without being asked. */
@ApplicationScoped
public class Background {

    private static final int FIRST_MINUTE = 1;
    private static final int MINUTES_BETWEEN = 10;

    private final Files files;
    private final PreparationQueue queue;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("expired-files").daemon().factory());

    public Background(Files files, PreparationQueue queue) {
        this.files = files;
        this.queue = queue;
    }

    void begin(@Observes Startup started) {
        queue.resume();
        var unused =
                timer.scheduleWithFixedDelay(files::removeExpired, FIRST_MINUTE, MINUTES_BETWEEN, TimeUnit.MINUTES);
    }

    @PreDestroy
    void end() {
        timer.shutdownNow();
    }
}
