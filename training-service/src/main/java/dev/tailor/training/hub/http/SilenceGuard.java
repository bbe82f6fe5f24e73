package dev.tailor.training.hub.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Ends a transfer from which nothing comes any more, which the client itself would wait for. */
final class SilenceGuard implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SilenceGuard.class);

    private final AtomicLong heard = new AtomicLong();
    private final Thread watch;

    private SilenceGuard(InputStream body, Duration silence) {
        this.watch = Thread.ofVirtual().name("hub-silence").unstarted(() -> watch(body, silence));
    }

    static SilenceGuard over(InputStream body, Duration silence) {
        var guard = new SilenceGuard(body, silence);
        guard.watch.start();
        return guard;
    }

    void heard() {
        heard.incrementAndGet();
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch(InputStream body, Duration silence) {
        try {
            long before = -1;
            while (heard.get() != before) {
                before = heard.get();
                Thread.sleep(silence);
            }
            body.close();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            LOG.debugf("silent transfer not closed reason=%s", failed.toString());
        }
    }
}
