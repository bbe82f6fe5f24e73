package dev.tailor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Equal jobs of one mesh, and the curve of the first of them, which ran unbroken. Patient with a mesh that is away. */
final class KillJobs {
    private static final Duration AWAY = Duration.ofMinutes(3);
    private static final Duration JOB = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Api api;
    private final String model;
    private final Map<String, Object> settings;
    private final String file;
    private final String curve;
    private final Map<String, JsonNode> ended = new LinkedHashMap<>();

    /** Ids of jobs with a remark each. */
    record Verdict(int jobs, List<String> lost, List<String> doubled, List<String> different) {

        boolean clean() {
            return lost.isEmpty() && doubled.isEmpty() && different.isEmpty();
        }

        Verdict and(Verdict other) {
            return new Verdict(
                    jobs + other.jobs,
                    joined(lost, other.lost),
                    joined(doubled, other.doubled),
                    joined(different, other.different));
        }

        private static List<String> joined(List<String> some, List<String> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }
    }

    KillJobs(Api api, String model, Map<String, Object> settings, Path rows) {
        this.api = api;
        this.model = model;
        this.settings = settings;
        this.file = patiently(() -> api.upload(rows));
        this.curve = curve(finished(submit()));
    }

    String submit() {
        return patiently(() -> api.submit(model, file, settings));
    }

    JsonNode look(String id) {
        return patiently(() -> api.get("/fine_tuning/jobs/" + id));
    }

    static boolean over(JsonNode job) {
        return List.of("succeeded", "failed", "cancelled")
                .contains(job.path("status").asText());
    }

    static int step(JsonNode job) {
        return job.path("x_tailor").path("progress").path("step").asInt();
    }

    /** Waits for the end of a job and remembers how it ended. */
    JsonNode finished(String id) {
        long deadline = System.nanoTime() + JOB.toNanos();
        var job = look(id);
        while (!over(job) && System.nanoTime() < deadline) {
            Pause.of(LOOK);
            job = look(id);
        }
        ended.put(id, job);
        return job;
    }

    /** What the mesh holds at the end against what was submitted. */
    Verdict verdict() {
        var lost = new ArrayList<String>();
        var different = new ArrayList<String>();
        for (var job : ended.entrySet()) {
            if (!job.getValue().path("status").asText().equals("succeeded")) {
                lost.add(job.getKey() + " " + job.getValue().path("status").asText() + " "
                        + job.getValue().path("error").path("message").asText());
            } else if (!curve(job.getValue()).equals(curve)) {
                different.add(job.getKey());
            }
        }
        return new Verdict(ended.size(), lost, doubled(), different);
    }

    private List<String> doubled() {
        var doubled = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (var job : pages("/fine_tuning/jobs")) {
            var id = job.path("id").asText();
            if (!ended.containsKey(id) || !seen.add(id)) {
                doubled.add(id + " was never submitted");
            }
        }
        for (var id : ended.keySet()) {
            long ends = pages("/fine_tuning/jobs/" + id + "/events").stream()
                    .filter(event -> event.path("message").asText().startsWith("New fine-tuned model created"))
                    .count();
            if (ends > 1) {
                doubled.add(id + " succeeded " + ends + " times");
            }
        }
        return doubled;
    }

    private List<JsonNode> pages(String path) {
        var all = new ArrayList<JsonNode>();
        var page = patiently(() -> api.get(path + "?limit=100"));
        page.path("data").forEach(all::add);
        while (page.path("has_more").asBoolean()) {
            var after = all.getLast().path("id").asText();
            page = patiently(() -> api.get(path + "?limit=100&after=" + after));
            page.path("data").forEach(all::add);
        }
        return all;
    }

    private String curve(JsonNode job) {
        var id = job.path("result_files").path(0).asText();
        return patiently(() -> {
            try (var content = api.download("/files/" + id + "/content")) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException brokenOff) {
                throw new CommandFailed("The result file broke off: " + brokenOff.getMessage(), brokenOff);
            }
        });
    }

    private static <T> T patiently(Supplier<T> call) {
        long deadline = System.nanoTime() + AWAY.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (CommandFailed away) {
                if (System.nanoTime() > deadline) {
                    throw away;
                }
                Pause.of(LOOK);
            }
        }
    }
}
