package dev.tailor.acceptance.mesh;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJob.Status;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.jobs.JobListEventsParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The steps of a fine-tuning, as a user of the official SDK takes them. */
record FineTuning(OpenAIClient client, Mesh mesh) {

    private static final Set<Status> ENDS = Set.of(Status.SUCCEEDED, Status.FAILED, Status.CANCELLED);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final JsonMapper JSON = new JsonMapper();

    static FineTuning on(Mesh mesh) {
        return new FineTuning(mesh.client(), mesh);
    }

    FileObject upload(Path rows) {
        return client.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.FINE_TUNE)
                        .file(rows)
                        .putAdditionalBodyProperty("x_tailor[bad_rows]", JsonValue.from("skip"))
                        .build());
    }

    /** Uploads rows of which none may be broken, and waits until they are prepared or refused. */
    FileObject uploadStrictly(Path rows) throws InterruptedException {
        var file = client.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.FINE_TUNE)
                        .file(rows)
                        .build());
        for (var polls = PATIENCE.toSeconds(); polls > 0 && isBeingPrepared(file); polls--) {
            TimeUnit.SECONDS.sleep(1);
            file = client.files().retrieve(file.id());
        }
        return file;
    }

    FineTuningJob submit(String model, FileObject rows, int batchSize, Map<String, Object> options) {
        return client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model(model)
                        .trainingFile(rows.id())
                        .suffix("acceptance")
                        .seed(7)
                        .hyperparameters(JobCreateParams.Hyperparameters.builder()
                                .nEpochs(1)
                                .batchSize(batchSize)
                                .build())
                        .putAdditionalBodyProperty("x_tailor", JsonValue.from(options))
                        .build());
    }

    FineTuningJob awaitEnd(FineTuningJob job) throws InterruptedException {
        var now = job;
        for (var polls = PATIENCE.toSeconds(); polls > 0 && !ENDS.contains(now.status()); polls--) {
            TimeUnit.SECONDS.sleep(1);
            now = client.fineTuning().jobs().retrieve(job.id());
        }
        return now;
    }

    /** The figures of all metrics events, oldest first. */
    List<Map<String, Double>> metrics(FineTuningJob job) {
        var page = client.fineTuning()
                .jobs()
                .listEvents(job.id(), JobListEventsParams.builder().limit(100).build());
        return page.autoPager().stream()
                .filter(event -> event.type()
                        .map(type -> type.asString().equals("metrics"))
                        .orElse(false))
                .map(event -> JSON.convertValue(
                        event._data().convert(JsonNode.class), new TypeReference<Map<String, Double>>() {}))
                .toList()
                .reversed();
    }

    ChatCompletion ask(String model, String question) {
        return client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage(question)
                        .temperature(0)
                        .maxCompletionTokens(32)
                        .build());
    }

    /** The finished comparison of the job's model with its base. */
    JsonNode comparison(FineTuningJob job) throws IOException, InterruptedException {
        for (var polls = PATIENCE.toSeconds(); polls > 0; polls--) {
            var id = extension(client.fineTuning().jobs().retrieve(job.id()))
                    .path("comparison")
                    .asText("");
            var found = id.isEmpty() ? JSON.nullNode() : get("/comparisons/" + id);
            if (Set.of("completed", "failed").contains(found.path("status").asText())) {
                return found;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError("no finished comparison for " + job.id() + " after " + PATIENCE);
    }

    JsonNode extension(FineTuningJob job) {
        var extension = job._additionalProperties().get("x_tailor");
        return extension == null ? JSON.createObjectNode() : JSON.valueToTree(extension.convert(Object.class));
    }

    /** OpenAI calls the field deprecated and still requires it. */
    @SuppressWarnings("deprecation")
    private static boolean isBeingPrepared(FileObject file) {
        return file.status().equals(FileObject.Status.UPLOADED);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(mesh.exported("OPENAI_BASE_URL") + path))
                .header("Authorization", "Bearer " + mesh.exported("OPENAI_API_KEY"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }
}
