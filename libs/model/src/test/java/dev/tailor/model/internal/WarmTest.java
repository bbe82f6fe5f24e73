package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WarmTest {

    @Test
    void theFirstTimesDoNotCount() {
        // Given
        var millis = List.of(400, 1, 1).iterator();
        // When
        double seconds = new Warm(3, 0, 0).seconds(() -> sleep(millis));
        // Then
        assertThat(millis.hasNext()).isFalse();
        assertThat(seconds).isBetween(0.001, 0.3);
    }

    @Test
    void whatIsQuickIsDoneUntilEnoughTimeHasPassed() {
        // Given
        var millis = List.of(1, 1, 200, 1).iterator();
        // When
        new Warm(1, 0.2, 0.2).seconds(() -> sleep(millis));
        // Then
        assertThat(millis.next()).isEqualTo(1);
    }

    @Test
    void whatStillBecomesFasterIsDoneOnUntilItDoesNotOrTakesTooLong() {
        // Given
        var falling =
                List.of(90, 80, 60, 40, 20, 20, 20, 20, 20, 20, 20, 20, 20).iterator();
        var ever = List.of(160, 80, 40, 20, 10, 5, 2, 1).iterator();
        // When
        double settled = new Warm(3, 0, 9).seconds(() -> sleep(falling));
        new Warm(3, 0, 0.3).seconds(() -> sleep(ever));
        // Then
        assertThat(settled).isBetween(0.020, 0.039);
        assertThat(ever.next()).isGreaterThan(2);
    }

    private static void sleep(Iterator<Integer> millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis.next()).toNanos());
    }
}
