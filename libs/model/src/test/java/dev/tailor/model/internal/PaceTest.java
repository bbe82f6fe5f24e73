package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tailor.model.Cadence;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void twoStepsOfDifferentLengthTellWhatAStepAndATokenTake() {
        // When
        var pace = Pace.through(new Pace.Point(100, 0.3), new Pace.Point(200, 0.5));
        // Then
        assertThat(pace.seconds(150)).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void stepsOfLikeLengthTellOnlyWhatATokenTakes() {
        // When
        var pace = Pace.through(new Pace.Point(100, 0.3), new Pace.Point(101, 0.5));
        // Then
        assertThat(pace.seconds(200)).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void theLastStepIsAlwaysValidatedAndWrittenDown() {
        assertThat(Occasions.of(new Cadence(10, 0, 0, 0), 25, false)).isEqualTo(new Occasions(3, 1));
        assertThat(Occasions.of(new Cadence(10, 5, 0, 0), 20, false)).isEqualTo(new Occasions(2, 4));
        assertThat(Occasions.of(new Cadence(10, 5, 0, 0), 20, true)).isEqualTo(new Occasions(0, 4));
    }

    @Test
    void underEarlyStoppingEveryValidationLeavesACheckpoint() {
        assertThat(Occasions.of(new Cadence(5, 0, 2, 0), 20, false)).isEqualTo(new Occasions(4, 4));
    }
}
