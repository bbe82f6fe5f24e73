package dev.tailor.eval.comparison;

import java.time.Duration;

/** Does one thing over and over on a thread of its own until it is closed. */
final class Heartbeat implements AutoCloseable {
    private final Thread thread;

    private Heartbeat(Thread thread) {
        this.thread = thread;
    }

    static Heartbeat start(Duration pause, Runnable beat) {
        return new Heartbeat(Thread.ofVirtual().name("lease").start(() -> run(pause, beat)));
    }

    private static void run(Duration pause, Runnable beat) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(pause);
                beat.run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
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
