package dev.tailor.eval.comparison.grpc;

import dev.tailor.eval.comparison.ComparisonResult;
import dev.tailor.eval.comparison.ComparisonState;
import dev.tailor.eval.comparison.Item;
import dev.tailor.eval.comparison.ItemScores;
import dev.tailor.eval.statistics.Interval;
import dev.tailor.proto.eval.v1.Comparison;
import dev.tailor.proto.eval.v1.ComparisonError;
import dev.tailor.proto.eval.v1.ComparisonItem;
import dev.tailor.proto.eval.v1.ComparisonStatus;
import dev.tailor.proto.eval.v1.Estimate;
import dev.tailor.proto.eval.v1.ItemAnswer;
import dev.tailor.proto.eval.v1.MetricComparison;
import dev.tailor.proto.eval.v1.Verdict;

/** Comparisons and items as messages. */
final class ComparisonMapper {
    private ComparisonMapper() {}

    static Comparison toProto(dev.tailor.eval.comparison.Comparison comparison) {
        var message = Comparison.newBuilder()
                .setId(comparison.id())
                .setCreatedAt(comparison.createdAt().getEpochSecond())
                .setBase(comparison.subject().base())
                .setTuned(comparison.subject().tuned())
                .setDataset(comparison.subject().dataset());
        return switch (comparison.state()) {
            case ComparisonState.Queued queued ->
                message.setStatus(ComparisonStatus.COMPARISON_STATUS_QUEUED).build();
            case ComparisonState.Running running ->
                message.setStatus(ComparisonStatus.COMPARISON_STATUS_RUNNING)
                        .setPercent(running.percent())
                        .build();
            case ComparisonState.Completed completed -> completed(message, completed);
            case ComparisonState.Failed failed ->
                message.setStatus(ComparisonStatus.COMPARISON_STATUS_FAILED)
                        .setFinishedAt(failed.at().getEpochSecond())
                        .setError(ComparisonError.newBuilder()
                                .setCode(failed.failure().code())
                                .setMessage(failed.failure().message()))
                        .build();
        };
    }

    static ComparisonItem toProto(Item item) {
        return ComparisonItem.newBuilder()
                .setId(item.example().id())
                .setPromptJson(item.example().promptJson())
                .setReference(item.example().reference())
                .setBase(toProto(item.base()))
                .setTuned(toProto(item.tuned()))
                .build();
    }

    private static Comparison completed(Comparison.Builder message, ComparisonState.Completed completed) {
        ComparisonResult result = completed.result();
        result.metrics().forEach(metric -> message.addMetrics(toProto(metric)));
        return message.setStatus(ComparisonStatus.COMPARISON_STATUS_COMPLETED)
                .setFinishedAt(completed.at().getEpochSecond())
                .setPercent(100)
                .setVerdict(toProto(result.judgement().verdict()))
                .setInWords(result.judgement().inWords())
                .setRows(result.rows())
                .setRowsAvailable(result.rowsAvailable())
                .build();
    }

    private static MetricComparison toProto(dev.tailor.eval.statistics.MetricComparison metric) {
        return MetricComparison.newBuilder()
                .setName(metric.name())
                .setBase(toProto(metric.base()))
                .setTuned(toProto(metric.tuned()))
                .setDifference(toProto(metric.difference()))
                .setPValue(metric.pValue())
                .build();
    }

    private static Estimate toProto(Interval interval) {
        return Estimate.newBuilder()
                .setValue(interval.value())
                .setLow(interval.low())
                .setHigh(interval.high())
                .build();
    }

    private static Verdict toProto(dev.tailor.eval.statistics.Verdict verdict) {
        return switch (verdict) {
            case BETTER -> Verdict.VERDICT_BETTER;
            case WORSE -> Verdict.VERDICT_WORSE;
            case NOT_DISTINGUISHABLE -> Verdict.VERDICT_NOT_DISTINGUISHABLE;
        };
    }

    private static ItemAnswer toProto(ItemScores scores) {
        return ItemAnswer.newBuilder()
                .setText(scores.text())
                .setLossSum(scores.loss().sum())
                .setTokens(scores.loss().tokens())
                .setExactMatch(scores.exactMatch())
                .setTokenF1(scores.tokenF1())
                .setBleu(scores.bleu())
                .build();
    }
}
