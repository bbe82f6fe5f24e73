package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UtilisationOfStepsTest {

    private final Utilisation utilisation = new Utilisation();

    @Test
    void aSlowStepWeighsAsMuchAsItTook() {
        // When
        utilisation.add(step(1, 0.5));
        utilisation.add(step(3, 0.1));
        utilisation.add(step(7, null));
        // Then
        assertThat(utilisation.mean().orElseThrow()).isCloseTo(0.2, Offset.offset(1e-12));
    }

    @Test
    void withoutAMeasuredStepItIsNotKnown() {
        // When
        utilisation.add(step(7, null));
        // Then
        assertThat(utilisation.mean()).isEmpty();
    }

    private static TrainerReport.Step step(double seconds, @Nullable Double mfu) {
        return new TrainerReport.Step(1, 0, 1, 1, 1, 1, 10, seconds, mfu);
    }
}
