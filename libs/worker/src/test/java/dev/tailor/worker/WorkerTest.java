package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.ErrorInfo;
import dev.tailor.proto.worker.v1.AnswerRequest;
import dev.tailor.proto.worker.v1.GenerateRequest;
import dev.tailor.proto.worker.v1.GenerateResponse;
import dev.tailor.proto.worker.v1.InspectRequest;
import dev.tailor.proto.worker.v1.MergeRequest;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.ScoreRequest;
import dev.tailor.proto.worker.v1.ScoreResponse;
import dev.tailor.proto.worker.v1.StopTrainingRequest;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.worker.launch.WorkerEnd;
import dev.tailor.worker.launch.WorkerProcess;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real process with a real, if tiny, model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerTest {

    private static final int TERMINATED = 143;

    private Path folder = Path.of("");
    private TinyTraining training = new TinyTraining(folder);
    private ModelRef model = ModelRef.getDefaultInstance();
    private @Nullable WorkerProcess started;
    private @Nullable WorkerConnection connection;

    @BeforeAll
    void start(@TempDir Path shared) {
        folder = shared;
        training = TinyTraining.in(folder);
        model = training.model();
        started = WorkerProcess.start(training.launch("worker.log"));
        connection = new WorkerConnection(started.port(), started.token());
    }

    @AfterAll
    void end() {
        connection().close();
        process().close();
    }

    @Test
    void aModelIsInspected() {
        // When
        var told = connection()
                .calls()
                .inspect(InspectRequest.newBuilder().setModel(model).build());
        // Then
        assertThat(told.getArchitecture()).isEqualTo("llama");
        assertThat(told.getContextLength()).isEqualTo(TinyModel.CONTEXT);
        assertThat(told.getLinearLayersList()).contains("q_proj", "down_proj");
    }

    @Test
    void anUnusableModelIsNamedWithItsReason() {
        // Given
        var request = InspectRequest.newBuilder()
                .setModel(ModelRef.newBuilder()
                        .setDirectory(folder.resolve("none").toString()))
                .build();
        // Then
        assertThatThrownBy(() -> connection().calls().inspect(request))
                .isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
                    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(reason(refused)).isEqualTo("MODEL_UNUSABLE");
                });
    }

    @Test
    void weightsThatContradictTheirConfigurationAreRefusedAtInspection() throws IOException {
        // Given
        var wrong = TinyModel.write(folder.resolve("wrong"));
        var config = wrong.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"intermediate_size\":64", "\"intermediate_size\":96"));
        var request = InspectRequest.newBuilder()
                .setModel(ModelRef.newBuilder().setDirectory(wrong.toString()))
                .build();
        // Then
        assertThatThrownBy(() -> connection().calls().inspect(request))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(reason(refused)).isEqualTo("MODEL_UNUSABLE"))
                .hasMessageContaining("96")
                .hasMessageContaining("64");
    }

    @Test
    void aWrongTokenIsRefused() {
        // Given
        try (var stranger = new WorkerConnection(process().port(), "guess")) {
            // Then
            assertThatThrownBy(() -> stranger.calls().stopTraining(StopTrainingRequest.getDefaultInstance()))
                    .hasMessageContaining("UNAUTHENTICATED");
        }
    }

    @Test
    void aLoraTrainingLearnsAndItsAdapterScoresAnswersAndMerges() throws IOException {
        // Given
        var request = training.request("adapter", 16).build();
        var rows = Path.of(request.getTrainRows());
        var output = Path.of(request.getOutputDirectory());
        // When
        List<TrainEvent> events = new ArrayList<>();
        connection().calls().train(request).forEachRemaining(events::add);
        // Then
        var losses = events.stream()
                .filter(TrainEvent::hasStep)
                .map(event -> event.getStep().getLoss())
                .toList();
        assertThat(losses).hasSize(events.getFirst().getStarted().getTotalSteps());
        assertThat(losses.getLast()).isLessThan(0.8 * losses.getFirst());
        assertThat(events.getLast().hasFinished()).isTrue();
        assertThat(events).anyMatch(TrainEvent::hasValidation).anyMatch(TrainEvent::hasCheckpoint);
        assertThat(output.resolve("tokenizer.json")).exists();
        assertThat(output.resolve("chat_template.jinja")).exists();
        // And
        var tuned = model.toBuilder().setAdapterDirectory(output.toString()).build();
        assertThat(loss(tuned, rows)).isLessThan(0.8 * loss(model, rows));
        assertThat(answers(tuned, rows)).hasSize(16);
        var merged = folder.resolve("merged");
        var checked = connection()
                .calls()
                .merge(MergeRequest.newBuilder()
                        .setModel(tuned)
                        .setOutputDirectory(merged.toString())
                        .build());
        assertThat(checked.getLargestLogitDifference()).isLessThan(1e-3);
        assertThat(checked.getMeanDivergence()).isBetween(-1e-6, 1e-6);
        assertThat(checked.getTopAgreement()).isEqualTo(1);
        assertThat(merged.resolve("tokenizer.json")).exists();
    }

    @Test
    void aStoppedTrainingLeavesACheckpoint() throws IOException {
        // Given
        var request = training.request("stopped", 16);
        request.getSettingsBuilder().setEpochs(5000);
        var events = connection().calls().train(request.build());
        TrainEvent event = events.next();
        while (!event.hasStep()) {
            event = events.next();
        }
        // When
        var stopping = connection().calls().stopTraining(StopTrainingRequest.getDefaultInstance());
        while (events.hasNext()) {
            event = events.next();
        }
        // Then
        assertThat(stopping.getStopping()).isTrue();
        assertThat(event.hasStopped()).isTrue();
        assertThat(folder.resolve(
                        "checkpoints-stopped/step-" + event.getStopped().getStep()))
                .isDirectory();
    }

    @Test
    void aStreamedAnswerIsTheWholeAnswer() throws IOException {
        // Given
        var request = GenerateRequest.newBuilder()
                .setModel(model)
                .setConversationJson("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi 1\"}]}")
                .setMaxTokens(18)
                .build();
        List<GenerateResponse> said = new ArrayList<>();
        // When
        connection().calls().generate(request).forEachRemaining(said::add);
        // Then
        var streamed = said.stream().map(GenerateResponse::getText).collect(Collectors.joining());
        assertThat(said.getLast().hasFinishReason()).isTrue();
        assertThat(streamed)
                .isEqualTo(answers(model, training.rows("one", 2), 18).get(1));
    }

    @Test
    void theEndOfTheParentEndsTheWorker() {
        // Given
        var other = WorkerProcess.start(training.launch("other.log"));
        assertThat(other.alive()).isTrue();
        // When
        other.close();
        // Then
        assertThat(other.exit()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(0);
        assertThat(other.alive()).isFalse();
    }

    @Test
    void aWorkerThatIsTerminatedInAStepEndsAsToldAndLeavesNoReportOfACrash() throws IOException {
        // Given
        var before = ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        var other = WorkerProcess.start(training.launch("terminated.log"));
        var handle = ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child.pid()))
                .findFirst()
                .orElseThrow();
        var request = training.request("terminated", 16);
        request.getSettingsBuilder().setEpochs(5000);
        try (var caller = new WorkerConnection(other.port(), other.token())) {
            var events = caller.calls().train(request.build());
            while (!events.next().hasStep()) {}
            // When
            handle.destroy();
            // Then
            assertThat(other.exit()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(TERMINATED);
            assertThat(other.end())
                    .isEqualTo(new WorkerEnd(WorkerEnd.Kind.TERMINATED, TERMINATED, folder.resolve("terminated.log")));
        }
        assertThat(Path.of("hs_err_pid" + handle.pid() + ".log")).doesNotExist();
    }

    private WorkerProcess process() {
        return Objects.requireNonNull(started);
    }

    private WorkerConnection connection() {
        return Objects.requireNonNull(connection);
    }

    private double loss(ModelRef ref, Path rows) {
        List<ScoreResponse> scores = new ArrayList<>();
        connection()
                .calls()
                .score(ScoreRequest.newBuilder()
                        .setModel(ref)
                        .setRows(rows.toString())
                        .build())
                .forEachRemaining(scores::add);
        return scores.stream().mapToDouble(ScoreResponse::getLossSum).sum();
    }

    private List<String> answers(ModelRef ref, Path rows) {
        return answers(ref, rows, 0);
    }

    private List<String> answers(ModelRef ref, Path rows, int most) {
        List<String> answers = new ArrayList<>();
        connection()
                .calls()
                .answer(AnswerRequest.newBuilder()
                        .setModel(ref)
                        .setRows(rows.toString())
                        .setMaxTokens(most)
                        .build())
                .forEachRemaining(answer -> answers.add(answer.getText()));
        return answers;
    }

    private static String reason(StatusRuntimeException refused) {
        var details = Objects.requireNonNull(StatusProto.fromThrowable(refused)).getDetailsList();
        try {
            return details.getFirst().unpack(ErrorInfo.class).getReason();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
