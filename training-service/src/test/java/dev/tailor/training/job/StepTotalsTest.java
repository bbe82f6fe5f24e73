package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepTotalsTest {

    @Test
    void aSlowStepWeighsAsMuchAsItTook() {
        // When
        var totals = StepTotals.NONE.and(step(1, 0.5)).and(step(3, 0.1)).and(step(8, null));
        // Then
        assertThat(totals.utilisation().orElseThrow()).isCloseTo(0.2, Offset.offset(1e-12));
        assertThat(totals.mean()).isEqualTo(4);
    }

    @Test
    void withoutAMeasuredStepTheUtilisationIsNotKnown() {
        // When
        var totals = StepTotals.NONE.and(step(7, null));
        // Then
        assertThat(totals.utilisation()).isEmpty();
    }

    private static TrainerReport.Step step(double seconds, @Nullable Double mfu) {
        return new TrainerReport.Step(1, 0, 1, 1, 1, 1, 10, seconds, mfu);
    }
}
