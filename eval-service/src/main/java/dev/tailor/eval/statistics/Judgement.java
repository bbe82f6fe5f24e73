package dev.tailor.eval.statistics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict and its reasons in words. Exact match decides; only where it does not tell the models apart, the loss
 * does, and alone where nothing was answered. A difference counts when its 95 % interval excludes zero and its p-value is below 0.05.
 */
public record Judgement(Verdict verdict, String inWords) {
    /** With fewer rows even unanimous rows could be chance at the 5 % level (a two-sided sign test). */
    private static final int FEWEST_ROWS = 6;

    private static final double SIGNIFICANCE = 0.05;

    /** Judges from the metric "loss" and, if there is one, "exact_match". */
    public static Judgement of(List<MetricComparison> metrics, int rows) {
        var exactMatch = named(metrics, "exact_match");
        var loss = named(metrics, "loss").orElseThrow(() -> new IllegalArgumentException("The metric loss is missing"));
        if (rows < FEWEST_ROWS) {
            return new Judgement(Verdict.NOT_DISTINGUISHABLE, tooFew(rows));
        }
        var decisive = exactMatch.filter(Judgement::differs);
        if (decisive.isPresent()) {
            var verdict = decisive.get().difference().value() > 0 ? Verdict.BETTER : Verdict.WORSE;
            return new Judgement(verdict, exactMatchWords(decisive.get(), rows));
        }
        if (differs(loss)) {
            var verdict = loss.difference().value() < 0 ? Verdict.BETTER : Verdict.WORSE;
            return new Judgement(verdict, lossWords(exactMatch, loss, rows));
        }
        return new Judgement(Verdict.NOT_DISTINGUISHABLE, nothingWords(exactMatch, loss, rows));
    }

    private static Optional<MetricComparison> named(List<MetricComparison> metrics, String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    private static boolean differs(MetricComparison metric) {
        return metric.difference().excludesZero() && metric.pValue() < SIGNIFICANCE;
    }

    private static String tooFew(int rows) {
        return "Not distinguishable: %d test row(s) are too few to tell the models apart; at least %d are needed."
                .formatted(rows, FEWEST_ROWS);
    }

    private static String exactMatchWords(MetricComparison metric, int rows) {
        var word = metric.difference().value() > 0 ? "Better" : "Worse";
        return "%s: on %d test rows the tuned model gives exactly the expected answer in %s of cases, the base model in %s; the difference is %s."
                .formatted(
                        word,
                        rows,
                        percent(metric.tuned().value()),
                        percent(metric.base().value()),
                        points(metric));
    }

    private static String lossWords(Optional<MetricComparison> exactMatch, MetricComparison loss, int rows) {
        var word = loss.difference().value() < 0 ? "Better" : "Worse";
        return "%s: on %d test rows %sthe tuned model's loss is %s where the base model's is %s nats a token; the difference is %s."
                .formatted(
                        word,
                        rows,
                        exactMatch
                                .map(match -> "exact match does not tell the models apart (%s), but "
                                        .formatted(points(match)))
                                .orElse(""),
                        number(loss.tuned().value()),
                        number(loss.base().value()),
                        nats(loss));
    }

    private static String nothingWords(Optional<MetricComparison> exactMatch, MetricComparison loss, int rows) {
        if (exactMatch.isEmpty()) {
            return "Not distinguishable: on %d test rows the loss (difference %s) does not tell the models apart."
                    .formatted(rows, nats(loss));
        }
        return "Not distinguishable: on %d test rows neither exact match (difference %s) nor loss (difference %s) tells the models apart."
                .formatted(rows, points(exactMatch.get()), nats(loss));
    }

    private static String points(MetricComparison metric) {
        var difference = metric.difference();
        return format(
                "%+.1f percentage points, 95 %% interval %+.1f to %+.1f, %s",
                100 * difference.value(), 100 * difference.low(), 100 * difference.high(), chance(metric.pValue()));
    }

    private static String nats(MetricComparison metric) {
        var difference = metric.difference();
        return format(
                "%+.3f, 95 %% interval %+.3f to %+.3f, %s",
                difference.value(), difference.low(), difference.high(), chance(metric.pValue()));
    }

    private static String chance(double pValue) {
        return pValue < 0.001 ? "p < 0.001" : format("p = %.3f", pValue);
    }

    private static String percent(double share) {
        return format("%.1f %%", 100 * share);
    }

    private static String number(double value) {
        return format("%.3f", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
