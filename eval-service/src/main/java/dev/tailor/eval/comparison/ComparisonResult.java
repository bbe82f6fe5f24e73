package dev.tailor.eval.comparison;

import dev.tailor.eval.statistics.Judgement;
import dev.tailor.eval.statistics.MetricComparison;
import java.util.List;

/** What came out: every metric, the judgement, and how many of the test rows were used. */
public record ComparisonResult(List<MetricComparison> metrics, Judgement judgement, long rows, long rowsAvailable) {
    public ComparisonResult {
        metrics = List.copyOf(metrics);
    }
}
