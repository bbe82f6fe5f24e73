package dev.tailor.eval.comparison;

import dev.tailor.eval.metric.Bleu;
import dev.tailor.eval.metric.BleuCounts;
import dev.tailor.eval.metric.RowLoss;
import dev.tailor.eval.statistics.Judgement;
import dev.tailor.eval.statistics.MetricComparison;
import dev.tailor.eval.statistics.PairedBootstrap;
import dev.tailor.eval.statistics.PairedMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Turns the items of a comparison into metrics with intervals and a judgement. */
final class Scoring {
    private final PairedBootstrap bootstrap;

    Scoring(PairedBootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    ComparisonResult result(List<Item> items, long rowsAvailable) {
        var loss = compare(items, paired("loss", items, Scoring::loss));
        var metrics = new ArrayList<>(List.of(loss, perplexity(items, loss)));
        if (items.getFirst().example().asks()) {
            metrics.add(compare(items, paired("exact_match", items, mean(ItemScores::exactMatch))));
            metrics.add(compare(items, paired("token_f1", items, mean(ItemScores::tokenF1))));
            metrics.add(compare(items, bleu(items)));
        }
        return new ComparisonResult(metrics, Judgement.of(metrics, items.size()), items.size(), rowsAvailable);
    }

    private MetricComparison compare(List<Item> items, PairedMetric metric) {
        return bootstrap.compare(metric, items.size());
    }

    /** Perplexities differ exactly where losses do, so they share the p-value. */
    private MetricComparison perplexity(List<Item> items, MetricComparison loss) {
        var compared = compare(items, paired("perplexity", items, scores -> {
            var losses = loss(scores);
            return rows -> RowLoss.perplexity(losses.applyAsDouble(rows));
        }));
        return new MetricComparison(
                compared.name(), compared.base(), compared.tuned(), compared.difference(), loss.pValue());
    }

    private static PairedMetric bleu(List<Item> items) {
        var base = counts(items, Item::base);
        var tuned = counts(items, Item::tuned);
        return new PairedMetric("bleu", rows -> Bleu.corpus(base, rows), rows -> Bleu.corpus(tuned, rows));
    }

    private static List<BleuCounts> counts(List<Item> items, Function<Item, ItemScores> side) {
        return items.stream()
                .map(item -> BleuCounts.of(
                        side.apply(item).text(), List.of(item.example().reference())))
                .toList();
    }

    private static PairedMetric paired(
            String name, List<Item> items, Function<List<ItemScores>, ToDoubleFunction<int[]>> metric) {
        var base = metric.apply(items.stream().map(Item::base).toList());
        var tuned = metric.apply(items.stream().map(Item::tuned).toList());
        return new PairedMetric(name, base, tuned);
    }

    private static ToDoubleFunction<int[]> loss(List<ItemScores> scores) {
        var losses = scores.stream().map(ItemScores::loss).toList();
        return rows -> RowLoss.mean(losses, rows);
    }

    private static Function<List<ItemScores>, ToDoubleFunction<int[]>> mean(ToDoubleFunction<ItemScores> score) {
        return scores -> {
            var values = scores.stream().mapToDouble(score).toArray();
            return rows -> Arrays.stream(rows).mapToDouble(row -> values[row]).sum() / rows.length;
        };
    }
}
