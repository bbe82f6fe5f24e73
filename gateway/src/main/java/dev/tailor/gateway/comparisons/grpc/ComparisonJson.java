package dev.tailor.gateway.comparisons.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.wire.grpc.CarriedJson;
import dev.tailor.proto.eval.v1.Comparison;
import dev.tailor.proto.eval.v1.ComparisonItem;
import dev.tailor.proto.eval.v1.ComparisonStatus;
import dev.tailor.proto.eval.v1.Estimate;
import dev.tailor.proto.eval.v1.ItemAnswer;
import dev.tailor.proto.eval.v1.MetricComparison;
import dev.tailor.proto.eval.v1.Verdict;
import java.util.Locale;

/** Writes comparisons and their items as the public API does. */
final class ComparisonJson {
    private ComparisonJson() {}

    static ObjectNode comparison(Comparison comparison) {
        var decided = comparison.getVerdict() != Verdict.VERDICT_UNSPECIFIED;
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", comparison.getId())
                .put("object", "comparison")
                .put("created_at", comparison.getCreatedAt())
                .put("finished_at", comparison.hasFinishedAt() ? (Long) comparison.getFinishedAt() : null)
                .put("status", status(comparison.getStatus()))
                .put("base", comparison.getBase())
                .put("tuned", comparison.getTuned())
                .put("dataset", comparison.getDataset())
                .put("verdict", decided ? word(comparison.getVerdict().name(), "VERDICT_") : null)
                .put("in_words", comparison.getInWords().isEmpty() ? null : comparison.getInWords())
                .put("rows", comparison.getRows())
                .put("rows_available", comparison.getRowsAvailable())
                .put("percent", comparison.getPercent());
        var metrics = json.putArray("metrics");
        for (var metric : comparison.getMetricsList()) metrics.add(metric(metric));
        json.set("error", error(comparison));
        return json;
    }

    private static String status(ComparisonStatus status) {
        return word(status.name(), "COMPARISON_STATUS_");
    }

    private static String word(String name, String prefix) {
        return name.startsWith(prefix)
                ? name.substring(prefix.length()).toLowerCase(Locale.ROOT)
                : name.toLowerCase(Locale.ROOT);
    }

    private static JsonNode error(Comparison comparison) {
        if (!comparison.hasError()) return JsonNodeFactory.instance.nullNode();
        var error = comparison.getError();
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", error.getCode())
                .put("message", error.getMessage());
    }

    private static ObjectNode metric(MetricComparison metric) {
        var json = JsonNodeFactory.instance.objectNode().put("name", metric.getName());
        json.set("base", estimate(metric.getBase()));
        json.set("tuned", estimate(metric.getTuned()));
        json.set("difference", estimate(metric.getDifference()));
        json.set("p_value", number(metric.getPValue()));
        return json;
    }

    private static ObjectNode estimate(Estimate estimate) {
        var json = JsonNodeFactory.instance.objectNode();
        json.set("value", number(estimate.getValue()));
        json.set("low", number(estimate.getLow()));
        json.set("high", number(estimate.getHigh()));
        return json;
    }

    /** JSON has no word for what is infinite or no number; it becomes null. */
    private static JsonNode number(double value) {
        var nodes = JsonNodeFactory.instance;
        return Double.isFinite(value) ? nodes.numberNode(value) : nodes.nullNode();
    }

    static ObjectNode item(ComparisonItem item) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", item.getId())
                .put("object", "comparison.item")
                .put("reference", item.getReference());
        json.set("prompt", CarriedJson.read(item.getPromptJson()));
        json.set("base", answer(item.getBase()));
        json.set("tuned", answer(item.getTuned()));
        return json;
    }

    private static ObjectNode answer(ItemAnswer answer) {
        var json = JsonNodeFactory.instance.objectNode().put("text", answer.getText());
        json.set("loss_sum", number(answer.getLossSum()));
        return json.put("tokens", answer.getTokens())
                .put("exact_match", answer.getExactMatch())
                .put("token_f1", answer.getTokenF1())
                .put("bleu", answer.getBleu());
    }
}
