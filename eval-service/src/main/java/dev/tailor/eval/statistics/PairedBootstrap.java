package dev.tailor.eval.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Paired bootstrap: rows are drawn with replacement, the same draw for both systems. Intervals are percentiles of
 * the resampled values. The p-value is the share of resamples whose difference lies as far from the resampled mean as
 * the observed difference from zero, two-sided, as in sacreBLEU. Equal seeds give equal results.
 */
public record PairedBootstrap(int resamples, long seed) {
    private static final double TAIL = 0.025;

    public PairedBootstrap {
        if (resamples < 100) {
            throw new IllegalArgumentException("The bootstrap needs at least 100 resamples, was " + resamples);
        }
    }

    /** Compares both systems over rows 0 to rows - 1. */
    public MetricComparison compare(PairedMetric metric, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("There must be at least one row to compare on");
        }
        var all = IntStream.range(0, rows).toArray();
        double base = metric.base().applyAsDouble(all);
        double tuned = metric.tuned().applyAsDouble(all);
        var bases = new double[resamples];
        var tuneds = new double[resamples];
        var differences = new double[resamples];
        var random = new SplittableRandom(seed);
        for (int resample = 0; resample < resamples; resample++) {
            var draw = random.ints(rows, 0, rows).toArray();
            bases[resample] = metric.base().applyAsDouble(draw);
            tuneds[resample] = metric.tuned().applyAsDouble(draw);
            differences[resample] = tuneds[resample] - bases[resample];
        }
        double difference = tuned - base;
        return new MetricComparison(
                metric.name(),
                interval(base, bases),
                interval(tuned, tuneds),
                interval(difference, differences),
                pValue(difference, differences));
    }

    private static double pValue(double observed, double[] differences) {
        double mean = Arrays.stream(differences).average().orElseThrow();
        long asFar = Arrays.stream(differences)
                .filter(difference -> Math.abs(difference - mean) >= Math.abs(observed))
                .count();
        return (asFar + 1.0) / (differences.length + 1.0);
    }

    private static Interval interval(double value, double[] resampled) {
        var sorted = resampled.clone();
        Arrays.sort(sorted);
        return new Interval(value, percentile(sorted, TAIL), percentile(sorted, 1 - TAIL));
    }

    /** Linear between the neighbouring order statistics. */
    private static double percentile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
