package dev.tailor.data.settings;

import dev.tailor.data.Attempt;
import dev.tailor.data.file.Files;
import dev.tailor.data.file.PreparationQueue;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts what runs without being asked. */
@ApplicationScoped
public class Background {

    private static final Logger LOG = System.getLogger(Background.class.getName());
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
        var unused = timer.scheduleWithFixedDelay(this::removeExpired, FIRST_MINUTE, MINUTES_BETWEEN, TimeUnit.MINUTES);
    }

    /** A round that fails must not be the last one: a timer drops a task that throws. */
    private void removeExpired() {
        Attempt.at(files::removeExpired)
                .ifPresent(failed -> LOG.log(
                        Level.WARNING, "expired files could not be removed; the next round tries again", failed));
    }

    @PreDestroy
    void end() {
        timer.shutdownNow();
    }
}
