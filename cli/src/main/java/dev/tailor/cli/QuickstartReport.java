package dev.tailor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a quickstart showed, as JSON. */
final class QuickstartReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> COUNTS = List.of("rows", "train", "validation", "test", "duplicates", "rejected");

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    void dataset(JsonNode report) {
        var dataset = root.putObject("dataset");
        COUNTS.forEach(count -> dataset.put(count, report.path(count).asLong()));
    }

    /** Takes a job and its metrics events, oldest first. */
    void training(JsonNode job, List<JsonNode> metrics) {
        var ours = job.path("x_tailor");
        var training = root.putObject("training");
        training.put("steps", ours.path("progress").path("step").asInt());
        training.put("seconds", ours.path("actual").path("seconds").asDouble());
        training.put("tokens_per_second", tokensPerSecond(ours));
        var losses = training.putArray("train_loss");
        var validations = training.putArray("validation_loss");
        for (var event : metrics) {
            var data = event.path("data");
            if (data.path("train_loss").isNumber()) {
                losses.add(data.path("train_loss").asDouble());
            }
            if (data.path("full_valid_loss").isNumber()) {
                validations.add(data.path("full_valid_loss").asDouble());
            } else if (data.path("valid_loss").isNumber()) {
                validations.add(data.path("valid_loss").asDouble());
            }
        }
    }

    private static double tokensPerSecond(JsonNode ours) {
        double seconds = ours.path("actual").path("seconds").asDouble();
        double tokens = ours.path("actual").path("trained_tokens").asDouble();
        return ours.path("progress").path("tokens_per_second").asDouble(seconds > 0 ? tokens / seconds : 0);
    }

    void comparison(JsonNode comparison) {
        for (var metric : comparison.path("metrics")) {
            if (metric.path("name").asText().equals("exact_match")) {
                var exact = root.putObject("comparison");
                exact.put("metric", "exact_match");
                List.of("base", "tuned", "difference", "p_value").forEach(name -> exact.set(name, metric.path(name)));
                exact.put("verdict", comparison.path("verdict").asText());
            }
        }
    }

    void examples(List<Example> shown) {
        var examples = root.putArray("examples");
        shown.forEach(one -> examples.addObject()
                .put("prompt", one.prompt())
                .put("reference", one.reference())
                .put("base", one.base())
                .put("tuned", one.tuned()));
    }

    /** One test row with both answers. */
    record Example(String prompt, String reference, String base, String tuned) {
        static Example of(JsonNode item) {
            return new Example(
                    question(item.path("prompt")),
                    item.path("reference").asText(),
                    answer(item.path("base")),
                    answer(item.path("tuned")));
        }

        private static String question(JsonNode prompt) {
            if (prompt.isArray() && !prompt.isEmpty()) {
                return prompt.path(prompt.size() - 1).path("content").asText();
            }
            return prompt.asText();
        }

        private static String answer(JsonNode side) {
            return side.isTextual() ? side.asText() : side.path("text").asText();
        }
    }

    JsonNode json() {
        return root;
    }

    void write(Path file, double seconds) throws IOException {
        root.put("seconds", seconds);
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }
}
