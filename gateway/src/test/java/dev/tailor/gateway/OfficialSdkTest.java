package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.jobs.JobListEventsParams;
import com.openai.models.finetuning.jobs.JobListParams;
import dev.tailor.gateway.standin.FreePort;
import dev.tailor.gateway.standin.StandInChat;
import dev.tailor.gateway.standin.StandInFiles;
import dev.tailor.gateway.standin.StandInJobs;
import dev.tailor.gateway.standin.StandInModels;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FreePort.class)
@SuppressWarnings("NullAway.Init")
class OfficialSdkTest {
    private final StandInFiles files;
    private final StandInJobs jobs;

    @TestHTTPResource("/v1")
    URI address;

    private OpenAIClient client;

    OfficialSdkTest(@GrpcService StandInFiles files, @GrpcService StandInJobs jobs) {
        this.files = files;
        this.jobs = jobs;
    }

    @BeforeEach
    void open() {
        files.forget();
        jobs.forget();
        client = client("sk-test");
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(address.toString())
                .apiKey(key)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aFileGoesInComesBackAndGoesAway() throws IOException {
        // Given
        var content = "{\"prompt\":\"a\",\"completion\":\"b\"}\n".getBytes(StandardCharsets.UTF_8);

        // When
        var file = client.files().create(upload(content));
        var listed = client.files().list().autoPager().stream().toList();
        byte[] read;
        try (var response = client.files().content(file.id())) {
            read = response.body().readAllBytes();
        }
        var deleted = client.files().delete(file.id());

        // Then
        assertThat(file.bytes()).isEqualTo(content.length);
        assertThat(listed).extracting(one -> one.id()).containsExactly(file.id());
        assertThat(read).isEqualTo(content);
        assertThat(deleted.deleted()).isTrue();
        assertThat(files.kept()).isEmpty();
    }

    private static FileCreateParams upload(byte[] content) {
        return FileCreateParams.builder()
                .purpose(FilePurpose.FINE_TUNE)
                .file(MultipartField.<InputStream>builder()
                        .value(new ByteArrayInputStream(content))
                        .filename("rows.jsonl")
                        .build())
                .build();
    }

    @Test
    void aJobIsMadeWithOurOptionsAndCancelled() {
        // When
        var job = client.fineTuning().jobs().create(job(Map.of("method", "lora", "lora", Map.of("rank", 4))));
        var cancelled = client.fineTuning().jobs().cancel(job.id());

        // Then
        assertThat(job.model()).isEqualTo("org/base");
        assertThat(job.resultFiles()).isEmpty();
        assertThat(job.hyperparameters()).isNotNull();
        assertThat(cancelled.status()).isEqualTo(FineTuningJob.Status.CANCELLED);
        assertThat(jobs.submissions().getFirst().getOptions().getLora().getRank())
                .isEqualTo(4);
    }

    private static JobCreateParams job(Map<String, Object> options) {
        return JobCreateParams.builder()
                .model("org/base")
                .trainingFile("file-1")
                .putAdditionalBodyProperty("x_tailor", JsonValue.from(options))
                .build();
    }

    @Test
    void jobsAndEventsAreReadToTheLastPage() {
        // Given
        for (var number = 0; number < 45; number++) jobs.add("ftjob-" + number);

        // When
        var found = client
                .fineTuning()
                .jobs()
                .list(JobListParams.builder().limit(20).build())
                .autoPager()
                .stream()
                .map(FineTuningJob::id)
                .toList();
        var events = client
                .fineTuning()
                .jobs()
                .listEvents("ftjob-1", JobListEventsParams.builder().limit(10).build())
                .autoPager()
                .stream()
                .map(FineTuningJobEvent::id)
                .toList();

        // Then
        assertThat(found).hasSize(45).doesNotHaveDuplicates().startsWith("ftjob-44");
        assertThat(events).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void anAnswerThatWasLostMakesNoSecondJob() {
        // Given
        jobs.loseAnswers(1);

        // When
        var job = client.fineTuning().jobs().create(job(Map.of()));

        // Then
        assertThat(jobs.submissions()).hasSize(2);
        assertThat(jobs.count()).isEqualTo(1);
        assertThat(job.id()).isEqualTo("ftjob-1");
    }

    @Test
    void modelsAreFoundWithColonsAndSlashes() {
        // When
        var base = client.models().retrieve(StandInModels.BASE);
        var tuned = client.models().retrieve(StandInModels.ADAPTER);
        var deleted = client.models().delete(StandInModels.ADAPTER);

        // Then
        assertThat(base.id()).isEqualTo(StandInModels.BASE);
        assertThat(tuned.id()).isEqualTo(StandInModels.ADAPTER);
        assertThat(deleted.deleted()).isTrue();
    }

    @Test
    void chatAnswersWholeAndStreamed() {
        // Given
        var question =
                ChatCompletionCreateParams.builder().model(StandInChat.POLITE).addUserMessage("Hello");
        var streamed = question.build().toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();

        // When
        var whole = client.chat().completions().create(question.build());
        var text = new StringBuilder();
        var tokens = new long[1];
        try (var stream = client.chat().completions().createStreaming(streamed)) {
            stream.stream().forEach(chunk -> {
                chunk.choices()
                        .forEach(choice -> text.append(choice.delta().content().orElse("")));
                chunk.usage().ifPresent(usage -> tokens[0] = usage.totalTokens());
            });
        }

        // Then
        assertThat(whole.choices().getFirst().message().content()).contains("Hi there");
        assertThat(text).hasToString("Hi there");
        assertThat(tokens[0]).isEqualTo(7);
    }

    @Test
    void anErrorWithinAStreamIsRaised() {
        // Given
        var question = ChatCompletionCreateParams.builder()
                .model(StandInChat.BREAKING)
                .addUserMessage("Hello")
                .build();

        // When
        try (var stream = client.chat().completions().createStreaming(question)) {
            // Then
            assertThatThrownBy(() -> stream.stream().count()).hasMessageContaining("The model's process ended");
        }
    }

    @Test
    void refusalsArriveAsTheSdksOwnExceptions() {
        // Then
        assertThatThrownBy(() -> client.models().retrieve("nobody")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.fineTuning().jobs().create(job(Map.of("lora", Map.of("rnak", 1)))))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).contains("x_tailor.lora.rnak"));
        var stranger = client("sk-wrong");
        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }
}
