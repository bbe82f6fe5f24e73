package dev.tailor.gateway.jobs.grpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailor.gateway.wire.grpc.MemoryJson;
import dev.tailor.proto.training.v1.PlanSuggestion;
import dev.tailor.proto.training.v1.TrainingPlan;

/** Writes plans as the public API does: bytes and seconds. */
final class PlanJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private PlanJson() {}

    static ObjectNode plan(TrainingPlan plan) {
        var json = JsonNodeFactory.instance.objectNode().put("fits", plan.getFits());
        json.set("memory", MemoryJson.of(plan.getMemory()));
        json.put("step_seconds", plan.getStepSeconds())
                .put("steps", plan.getSteps())
                .put("seconds", plan.getSeconds())
                .put("trained_tokens", plan.getTrainedTokens())
                .put("rows_truncated", plan.getRowsTruncated())
                .put("rows_dropped", plan.getRowsDropped())
                .put("rows_split", plan.getRowsSplit())
                .put("price", plan.hasPrice() ? (Double) plan.getPrice() : null);
        json.set("suggestion", plan.hasSuggestion() ? suggestion(plan.getSuggestion()) : null);
        return json;
    }

    private static ObjectNode suggestion(PlanSuggestion suggestion) {
        var json = JsonNodeFactory.instance.objectNode().put("param", suggestion.getParam());
        json.set("value", value(suggestion.getValue()));
        return json.put("message", suggestion.getMessage());
    }

    private static JsonNode value(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A suggestion of the contract is no JSON: " + json, e);
        }
    }
}
