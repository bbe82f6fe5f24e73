package dev.tailor.training.hub;

import java.time.Duration;

/** Lets time pass before another attempt. */
@FunctionalInterface
public interface Pause {

    void take(Duration time) throws InterruptedException;
}
