package dev.tailor.model.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Rings once some minutes have gone by since it was set. */
final class Alarm {

    private final double minutes;
    private final LongSupplier nanoseconds;
    private long setAt;

    /**
     * @param minutes 0: never
     * @param nanoseconds a clock that never goes back
     */
    Alarm(double minutes, LongSupplier nanoseconds) {
        this.minutes = minutes;
        this.nanoseconds = nanoseconds;
        set();
    }

    void set() {
        setAt = nanoseconds.getAsLong();
    }

    boolean rings() {
        return minutes > 0 && nanoseconds.getAsLong() - setAt >= minutes * TimeUnit.MINUTES.toNanos(1);
    }
}
