package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogitComparisonTest {

    private static final float LOG_3 = (float) Math.log(3);

    @Test
    void theSameLogitsDifferInNothing() {
        // Given
        float[][] logits = {{1, 2, 3}, {3, 2, 1}};
        // When
        var report = LogitComparison.of(logits, logits);
        // Then
        assertThat(report.largestDifference()).isZero();
        assertThat(report.meanDivergence()).isZero();
        assertThat(report.topAgreement()).isEqualTo(1);
    }

    @Test
    void aShiftOfAllLogitsIsTheSameDistribution() {
        // When
        var report = LogitComparison.of(new float[][] {{1, 2, 3}}, new float[][] {{5, 6, 7}});
        // Then
        assertThat(report.largestDifference()).isEqualTo(4);
        assertThat(report.meanDivergence()).isCloseTo(0, within(1e-9));
    }

    @Test
    void divergenceAndAgreementAreMeansOverThePositions() {
        // Given
        float[][] expected = {{0, LOG_3}, {0, LOG_3}};
        float[][] found = {{0, LOG_3}, {LOG_3, 0}};
        // When
        var report = LogitComparison.of(expected, found);
        // Then: (3/4 log 3 - 1/4 log 3) at one position of two
        assertThat(report.meanDivergence()).isCloseTo(Math.log(3) / 4, within(1e-6));
        assertThat(report.topAgreement()).isEqualTo(0.5);
        assertThat(report.largestDifference()).isCloseTo(Math.log(3), within(1e-6));
    }

    @Test
    void equallyLikelyTokensAgree() {
        // When
        var report = LogitComparison.of(new float[][] {{1, 1.0001f}}, new float[][] {{1.0001f, 1}});
        // Then
        assertThat(report.topAgreement()).isEqualTo(1);
    }

    @Test
    void logitsThatAreNoNumbersAgreeWithNothing() {
        // When
        var report = LogitComparison.of(new float[][] {{Float.NaN, Float.NaN}}, new float[][] {{1, 2}});
        // Then
        assertThat(report.topAgreement()).isZero();
    }
}
