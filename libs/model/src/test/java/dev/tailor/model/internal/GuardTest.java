package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.model.internal.Guard.Finding;
import org.junit.jupiter.api.Test;

class GuardTest {

    @Test
    void aLossThatIsNoNumberIsNeverSound() {
        // Given
        var guard = Guard.START;
        // When, then
        assertThat(guard.look(Double.NaN, 1)).isEqualTo(Finding.NOT_A_NUMBER);
        assertThat(guard.look(1, Double.POSITIVE_INFINITY)).isEqualTo(Finding.NOT_A_NUMBER);
        assertThat(guard.look(1e6, 1e6)).isEqualTo(Finding.SOUND);
    }

    @Test
    void aLossFarAboveTheUsualIsASpike() {
        // Given
        var guard = steady(2.0, 0.1);
        // When, then
        assertThat(guard.look(2.3, 1)).isEqualTo(Finding.SOUND);
        assertThat(guard.look(9.0, 1)).isEqualTo(Finding.SPIKE);
    }

    @Test
    void lossesThatAlwaysVaryAreNoSpikes() {
        // Given
        var guard = steady(2.0, 1.5);
        // When, then
        assertThat(guard.look(5.0, 1)).isEqualTo(Finding.SOUND);
    }

    @Test
    void theRateIsHalvedWithEachBadStepAndTheStreakEndsWithASoundOne() {
        // Given
        var guard = steady(2.0, 0.1);
        // When
        var twice = guard.tripped().tripped();
        // Then
        assertThat(twice.rate()).isEqualTo(0.25);
        assertThat(twice.streak()).isEqualTo(2);
        assertThat(twice.sound(2).streak()).isZero();
        assertThat(twice.sound(2).trips()).isEqualTo(2);
    }

    private static Guard steady(double mean, double swing) {
        var guard = Guard.START;
        for (int step = 0; step < 60; step++) {
            guard = guard.sound(mean + (step % 2 == 0 ? swing : -swing));
        }
        return guard;
    }
}
