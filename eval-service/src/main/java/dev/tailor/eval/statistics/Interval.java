package dev.tailor.eval.statistics;

/** An estimate with the interval that holds it with 95 % confidence. */
public record Interval(double value, double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "An interval's low end must not exceed its high end: " + low + ", " + high);
        }
    }

    /** Whether zero lies outside, so that a difference is told from none. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
