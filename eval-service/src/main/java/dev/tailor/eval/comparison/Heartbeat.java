package dev.tailor.eval.comparison;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does one thing over and over on a thread of its own until it is closed. It is told so by a latch: an interrupt would break
 * a connection to the database in the middle of a beat.
 */
final class Heartbeat implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Heartbeat(Duration pause, Runnable beat) {
        this.thread = Thread.ofVirtual().name("lease").unstarted(() -> run(pause, beat));
    }

    static Heartbeat start(Duration pause, Runnable beat) {
        var heartbeat = new Heartbeat(pause, beat);
        heartbeat.thread.start();
        return heartbeat;
    }

    private void run(Duration pause, Runnable beat) {
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                beat.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
