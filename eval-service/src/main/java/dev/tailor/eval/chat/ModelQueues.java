package dev.tailor.eval.chat;

import dev.tailor.eval.ChatQueueFull;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One bounded queue a model: one request runs, a fixed number may wait, the rest are refused at once. */
public final class ModelQueues {
    private static final long GLANCE_MILLISECONDS = 50;

    private final int length;
    private final Map<String, Line> lines = new HashMap<>();

    public ModelQueues(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("tailor.eval.queue-length must be at least 1, was " + length);
        }
        this.length = length;
    }

    /** Waits for the model's turn; gives up, without a grant, once the caller is gone. */
    Place enter(String model, BooleanSupplier gone) {
        var line = join(model);
        boolean granted = false;
        try {
            while (!granted && !gone.getAsBoolean()) {
                granted = line.turn.tryAcquire(GLANCE_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new Place(model, granted ? Grant.GIVEN : Grant.MISSED);
    }

    /** How many requests run or wait, over all models. */
    public int present() {
        synchronized (lines) {
            return lines.values().stream().mapToInt(line -> line.present).sum();
        }
    }

    private Line join(String model) {
        synchronized (lines) {
            var line = lines.computeIfAbsent(model, name -> new Line());
            if (line.present > length) {
                throw new ChatQueueFull(model, length);
            }
            line.present++;
            return line;
        }
    }

    private void leave(Place place) {
        synchronized (lines) {
            var line = lines.get(place.model);
            if (line == null) {
                return;
            }
            if (place.granted()) {
                line.turn.release();
            }
            line.present--;
            if (line.present == 0) {
                lines.remove(place.model);
            }
        }
    }

    private enum Grant {
        GIVEN,
        MISSED
    }

    /** Who runs or waits for one model. */
    private static final class Line {
        private final Semaphore turn = new Semaphore(1, true);
        private int present;
    }

    /** A place in a queue, given back when closed. */
    final class Place implements AutoCloseable {
        private final String model;
        private final Grant grant;

        private Place(String model, Grant grant) {
            this.model = model;
            this.grant = grant;
        }

        boolean granted() {
            return grant == Grant.GIVEN;
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
