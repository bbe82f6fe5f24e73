package dev.tailor.gateway.comparisons.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.proto.eval.v1.Comparison;
import dev.tailor.proto.eval.v1.ComparisonStatus;
import dev.tailor.proto.eval.v1.Estimate;
import dev.tailor.proto.eval.v1.MetricComparison;
import dev.tailor.proto.eval.v1.Verdict;
import org.junit.jupiter.api.Test;

class ComparisonJsonTest {
    @Test
    void aFinishedComparisonSpeaksThePublicWords() {
        // Given
        var perplexity = MetricComparison.newBuilder()
                .setName("perplexity")
                .setBase(Estimate.newBuilder().setValue(Double.POSITIVE_INFINITY))
                .setPValue(0.5);
        var comparison = Comparison.newBuilder()
                .setStatus(ComparisonStatus.COMPARISON_STATUS_COMPLETED)
                .setVerdict(Verdict.VERDICT_NOT_DISTINGUISHABLE)
                .addMetrics(perplexity)
                .build();

        // When
        var json = ComparisonJson.comparison(comparison);

        // Then
        assertThat(json.get("status").textValue()).isEqualTo("completed");
        assertThat(json.get("verdict").textValue()).isEqualTo("not_distinguishable");
        assertThat(json.at("/metrics/0/base/value").isNull()).isTrue();
        assertThat(json.at("/metrics/0/p_value").doubleValue()).isEqualTo(0.5);
    }

    @Test
    void aWaitingComparisonHasNoVerdictYet() {
        // Given
        var comparison = Comparison.newBuilder()
                .setStatus(ComparisonStatus.COMPARISON_STATUS_QUEUED)
                .build();

        // When
        var json = ComparisonJson.comparison(comparison);

        // Then
        assertThat(json.get("verdict").isNull()).isTrue();
        assertThat(json.get("error").isNull()).isTrue();
    }
}
