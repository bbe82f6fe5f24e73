package dev.tailor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIException;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.JobCreateParams;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The public API of one mesh: OpenAI's part through its SDK, reading and our own resources as JSON. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String base;
    private final String key;
    private final HttpClient http;
    private final OpenAIClient openai;

    Api(String base, String key) {
        this.base = base;
        this.key = key;
        this.http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        this.openai = OpenAIOkHttpClient.builder().baseUrl(base).apiKey(key).build();
    }

    /** Uploads a training file, leaving out rows that cannot be read. Returns its id. */
    String upload(Path file) {
        var request = FileCreateParams.builder()
                .purpose(FilePurpose.FINE_TUNE)
                .file(file)
                .putAdditionalBodyProperty("x_tailor[bad_rows]", JsonValue.from("skip"))
                .build();
        try {
            return openai.files().create(request).id();
        } catch (OpenAIException refused) {
            throw new CommandFailed("The upload of " + file + " failed: " + refused.getMessage(), refused);
        }
    }

    /** Submits a fine-tuning job. Returns its id. */
    String submit(String model, String file, Map<String, Object> settings) {
        var request = JobCreateParams.builder()
                .model(model)
                .trainingFile(file)
                .suffix("quickstart")
                .seed(1)
                .putAllAdditionalBodyProperties(Map.of(
                        "hyperparameters", JsonValue.from(settings.getOrDefault("hyperparameters", Map.of())),
                        "x_tailor", JsonValue.from(settings.getOrDefault("x_tailor", Map.of()))))
                .build();
        try {
            return openai.fineTuning().jobs().create(request).id();
        } catch (OpenAIException refused) {
            throw new CommandFailed("The job was refused: " + refused.getMessage(), refused);
        }
    }

    JsonNode get(String path) {
        var answer = send(path, BodyHandlers.ofString());
        try {
            var body = JSON.readTree(answer.body());
            if (answer.statusCode() >= 400) {
                throw refused(path, answer.statusCode(), body);
            }
            return body;
        } catch (IOException broken) {
            throw new CommandFailed("GET %s: status %d, no JSON".formatted(path, answer.statusCode()), broken);
        }
    }

    /** The caller closes the stream. */
    InputStream download(String path) {
        var answer = send(path, BodyHandlers.ofInputStream());
        if (answer.statusCode() < 400) {
            return answer.body();
        }
        try (var body = answer.body()) {
            throw refused(path, answer.statusCode(), JSON.readTree(body));
        } catch (IOException broken) {
            throw new CommandFailed("GET %s: status %d".formatted(path, answer.statusCode()), broken);
        }
    }

    private <T> HttpResponse<T> send(String path, HttpResponse.BodyHandler<T> body) {
        var ask = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + key)
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(ask, body);
        } catch (IOException away) {
            throw new CommandFailed("Nothing answers at " + base + "; start the mesh with ./tailor up", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", interrupted);
        }
    }

    private static CommandFailed refused(String path, int status, JsonNode body) {
        var message = body.path("error").path("message").asText("");
        return new CommandFailed(message.isEmpty() ? "GET %s: status %d".formatted(path, status) : message);
    }

    @Override
    public void close() {
        openai.close();
        http.close();
    }
}
