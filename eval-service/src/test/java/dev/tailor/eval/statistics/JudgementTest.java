package dev.tailor.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final MetricComparison EQUAL_MATCH = metric("exact_match", 0, new Interval(0, -0.01, 0.01), 0.9);
    private static final MetricComparison EQUAL_LOSS = metric("loss", 0.01, new Interval(0.01, -0.1, 0.12), 0.8);

    @Test
    void aHigherExactMatchIsBetter() {
        // When
        var judgement =
                Judgement.of(List.of(metric("exact_match", 0.8, new Interval(0.8, 0.7, 0.9), 0.0005), EQUAL_LOSS), 200);
        // Then
        assertThat(judgement.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(judgement.inWords())
                .startsWith("Better: on 200 test rows")
                .contains("+80.0 percentage points, 95 % interval +70.0 to +90.0, p < 0.001");
    }

    @Test
    void aLowerExactMatchIsWorseWhateverTheLossSays() {
        // When
        var judgement = Judgement.of(
                List.of(
                        metric("exact_match", -0.2, new Interval(-0.2, -0.3, -0.1), 0.01),
                        metric("loss", -1, new Interval(-1, -2, -0.5), 0.001)),
                50);
        // Then
        assertThat(judgement.verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void theLossDecidesWhereExactMatchDoesNot() {
        // When
        var better = Judgement.of(List.of(EQUAL_MATCH, metric("loss", -1, new Interval(-1, -1.5, -0.5), 0.0005)), 50);
        var worse = Judgement.of(List.of(EQUAL_MATCH, metric("loss", 1, new Interval(1, 0.5, 1.5), 0.0005)), 50);
        // Then
        assertThat(better.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(better.inWords()).contains("exact match does not tell").contains("-1.000");
        assertThat(worse.verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void neitherMetricApartIsNotDistinguishable() {
        // When
        var judgement = Judgement.of(List.of(EQUAL_MATCH, EQUAL_LOSS), 50);
        // Then
        assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        assertThat(judgement.inWords()).startsWith("Not distinguishable: on 50 test rows");
    }

    @Test
    void withoutAnswersAnEqualLossIsNotDistinguishable() {
        // When
        var judgement = Judgement.of(List.of(EQUAL_LOSS), 50);
        // Then
        assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        assertThat(judgement.inWords()).contains("the loss (difference +0.010");
    }

    @Test
    void aHandfulOfRowsProvesNothing() {
        // When
        var judgement = Judgement.of(List.of(metric("exact_match", 1, new Interval(1, 1, 1), 0.0005), EQUAL_LOSS), 5);
        // Then
        assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        assertThat(judgement.inWords()).contains("too few");
    }

    private static MetricComparison metric(String name, double value, Interval difference, double pValue) {
        var base = new Interval(0.1, 0.1, 0.1);
        var tuned = new Interval(0.1 + value, 0.1 + value, 0.1 + value);
        return new MetricComparison(name, base, tuned, difference, pValue);
    }
}
