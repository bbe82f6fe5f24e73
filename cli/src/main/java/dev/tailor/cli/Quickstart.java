package dev.tailor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Walks the whole path through the public API: file, dataset, job, comparison, answers. */
final class Quickstart {
    private static final Duration FILE_PATIENCE = Duration.ofMinutes(30);
    private static final Duration COMPARISON_PATIENCE = Duration.ofMinutes(30);

    private final Api api;
    private final PrintWriter out;
    private final ProgressBar bar;
    private final QuickstartReport report = new QuickstartReport();

    Quickstart(Api api, PrintWriter out, ProgressBar bar) {
        this.api = api;
        this.out = out;
        this.bar = bar;
    }

    QuickstartReport run(String model, Path data, Map<String, Object> settings) {
        say("Uploading " + data.getFileName());
        var file = processed(api.upload(data));
        say("Fine-tuning " + model + " with " + inWords(settings));
        var job = finished(api.submit(model, file, settings));
        showDataset(job);
        showTraining(job);
        say("Comparing base and tuned model on the test rows");
        showComparison(comparison(job.path("id").asText()));
        return report;
    }

    /** Settings that are not given are chosen by training-service. */
    static String inWords(Map<String, Object> settings) {
        var flat = new TreeMap<String, Object>();
        settings.forEach((group, value) -> {
            if (value instanceof Map<?, ?> fields) {
                fields.forEach((name, setting) -> flat.put(String.valueOf(name), setting));
            } else {
                flat.put(group, value);
            }
        });
        var words = flat.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "the recommended settings" : words;
    }

    private void say(String what) {
        out.println(what + " …");
        out.flush();
    }

    private String processed(String id) {
        long deadline = System.nanoTime() + FILE_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var file = api.get("/files/" + id);
            switch (file.path("status").asText()) {
                case "processed" -> {
                    return id;
                }
                case "error" ->
                    throw new CommandFailed("The file cannot be used: "
                            + file.path("status_details").asText());
                default -> Pause.of(Duration.ofMillis(200));
            }
        }
        throw new CommandFailed("The file was not prepared within " + FILE_PATIENCE.toMinutes() + " minutes");
    }

    private JsonNode finished(String id) {
        while (true) {
            var job = api.get("/fine_tuning/jobs/" + id);
            bar.show(moment(job));
            switch (job.path("status").asText()) {
                case "succeeded" -> {
                    bar.finish();
                    return job;
                }
                case "failed", "cancelled" -> {
                    bar.finish();
                    throw new CommandFailed("The job %s: %s"
                            .formatted(
                                    job.path("status").asText(),
                                    job.path("error").path("message").asText()));
                }
                default -> Pause.of(Duration.ofMillis(500));
            }
        }
    }

    private ProgressBar.Moment moment(JsonNode job) {
        var progress = job.path("x_tailor").path("progress");
        double loss = Double.NaN;
        for (var event : api.get("/fine_tuning/jobs/" + job.path("id").asText() + "/events?limit=10")
                .path("data")) {
            if (event.path("data").path("train_loss").isNumber()) {
                loss = event.path("data").path("train_loss").asDouble();
                break;
            }
        }
        return new ProgressBar.Moment(
                progress.path("percent").asDouble(),
                progress.path("step").asInt(),
                progress.path("total_steps").asInt(),
                loss,
                progress.path("seconds_remaining").asDouble(-1));
    }

    private void showDataset(JsonNode job) {
        var dataset = job.path("x_tailor").path("dataset").asText();
        report.dataset(api.get("/datasets/" + dataset + "/report").path("counts"));
        var counts = report.json().path("dataset");
        out.printf(
                "  %d rows: %d train, %d validation, %d test; left out: %d duplicates, %d unreadable%n",
                counts.path("rows").asInt(),
                counts.path("train").asInt(),
                counts.path("validation").asInt(),
                counts.path("test").asInt(),
                counts.path("duplicates").asInt(),
                counts.path("rejected").asInt());
    }

    private void showTraining(JsonNode job) {
        report.training(job, metrics(job.path("id").asText()));
        out.printf(
                "  %s after %d steps%n",
                job.path("fine_tuned_model").asText(),
                report.json().path("training").path("steps").asInt());
        out.flush();
    }

    private List<JsonNode> metrics(String job) {
        var events = new ArrayList<JsonNode>();
        var seen = new HashSet<String>();
        var path = "/fine_tuning/jobs/" + job + "/events?limit=100";
        var page = api.get(path);
        while (true) {
            var last = "";
            for (var event : page.path("data")) {
                last = event.path("id").asText();
                if (seen.add(last) && event.path("type").asText().equals("metrics")) {
                    events.add(event);
                }
            }
            if (!page.path("has_more").asBoolean() || last.isEmpty()) {
                Collections.reverse(events);
                return events;
            }
            page = api.get(path + "&after=" + last);
        }
    }

    private JsonNode comparison(String job) {
        long deadline = System.nanoTime() + COMPARISON_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var id = api.get("/fine_tuning/jobs/" + job)
                    .path("x_tailor")
                    .path("comparison")
                    .asText("");
            var comparison = id.isEmpty() || id.equals("null") ? null : api.get("/comparisons/" + id);
            var status = comparison == null ? "" : comparison.path("status").asText();
            if (comparison != null && (status.equals("completed") || status.equals("succeeded"))) {
                return comparison;
            }
            if (comparison != null && status.equals("failed")) {
                throw new CommandFailed("The comparison failed: "
                        + comparison.path("error").path("message").asText());
            }
            Pause.of(Duration.ofMillis(400));
        }
        throw new CommandFailed("No comparison within " + COMPARISON_PATIENCE.toMinutes() + " minutes");
    }

    private void showComparison(JsonNode comparison) {
        report.comparison(comparison);
        out.println();
        out.print(ComparisonTable.of(comparison));
        out.println("  " + comparison.path("in_words").asText());
        var examples = new ArrayList<QuickstartReport.Example>();
        var items = api.get("/comparisons/" + comparison.path("id").asText() + "/items?limit=2");
        items.path("data").forEach(item -> examples.add(QuickstartReport.Example.of(item)));
        report.examples(examples);
        for (var example : examples) {
            out.printf(
                    "%n  asked:    %s%n  expected: %s%n  base:     %s%n  tuned:    %s%n",
                    example.prompt(),
                    example.reference(),
                    example.base().strip().lines().findFirst().orElse(""),
                    example.tuned());
        }
        out.flush();
    }
}
