package dev.tailor.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    private final PairedBootstrap bootstrap = new PairedBootstrap(2000, 7);

    @Test
    void equalSystemsShowNoDifference() {
        // Given
        var scores = new double[] {0, 1, 1, 0, 1, 0, 0, 1};
        // When
        var compared = bootstrap.compare(means(scores, scores), scores.length);
        // Then
        assertThat(compared.difference()).isEqualTo(new Interval(0, 0, 0));
        assertThat(compared.pValue()).isEqualTo(1);
    }

    @Test
    void aConstantDifferenceIsCertain() {
        // Given
        var base = new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        var tuned = Arrays.stream(base).map(value -> value + 1).toArray();
        // When
        var compared = bootstrap.compare(means(base, tuned), base.length);
        // Then
        assertThat(compared.difference()).isEqualTo(new Interval(1, 1, 1));
        assertThat(compared.pValue()).isCloseTo(1.0 / 2001, within(1e-12));
    }

    @Test
    void theIntervalOfAShareIsNearItsNormalApproximation() {
        // Given
        var base = new double[400];
        var tuned = new double[400];
        Arrays.fill(tuned, 0, 100, 1);
        // When
        var compared = bootstrap.compare(means(base, tuned), 400);
        // Then
        double halfWidth = 1.96 * Math.sqrt(0.25 * 0.75 / 400);
        assertThat(compared.tuned().low()).isCloseTo(0.25 - halfWidth, within(0.006));
        assertThat(compared.tuned().high()).isCloseTo(0.25 + halfWidth, within(0.006));
    }

    @Test
    void equalSeedsGiveEqualResults() {
        // Given
        var metric = means(noise(50, 1), noise(50, 2));
        // When
        var first = bootstrap.compare(metric, 50);
        var second = new PairedBootstrap(2000, 7).compare(metric, 50);
        // Then
        assertThat(second).isEqualTo(first);
        assertThat(new PairedBootstrap(2000, 8).compare(metric, 50)).isNotEqualTo(first);
    }

    @Test
    void theIntervalCoversTheTruthAboutNinetyFiveTimesInAHundred() {
        // Given
        int covered = 0;
        int falseAlarms = 0;
        var quick = new PairedBootstrap(400, 3);
        // When
        for (int world = 0; world < 300; world++) {
            var compared = quick.compare(means(noise(60, 2L * world), noise(60, 2L * world + 1)), 60);
            covered += compared.difference().excludesZero() ? 0 : 1;
            falseAlarms += compared.pValue() < 0.05 ? 1 : 0;
        }
        // Then
        assertThat(covered / 300.0).isBetween(0.91, 0.98);
        assertThat(falseAlarms / 300.0).isBetween(0.02, 0.09);
    }

    @Test
    void tooFewResamplesAreRefused() {
        assertThatThrownBy(() -> new PairedBootstrap(10, 0)).hasMessageContaining("at least 100");
    }

    private static PairedMetric means(double[] base, double[] tuned) {
        return new PairedMetric("mean", rows -> mean(base, rows), rows -> mean(tuned, rows));
    }

    private static double mean(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElseThrow();
    }

    private static double[] noise(int rows, long seed) {
        var random = new SplittableRandom(seed);
        var values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = random.nextDouble();
        }
        return values;
    }
}
