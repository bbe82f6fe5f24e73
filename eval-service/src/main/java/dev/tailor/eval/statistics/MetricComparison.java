package dev.tailor.eval.statistics;

/** One metric of base and tuned model, their paired difference (tuned minus base) and its two-sided p-value. */
public record MetricComparison(String name, Interval base, Interval tuned, Interval difference, double pValue) {
    public MetricComparison {
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("A p-value lies between 0 and 1, was " + pValue);
        }
    }
}
