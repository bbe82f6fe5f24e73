package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainOverLength;
import dev.tailor.proto.worker.v1.TrainPrecision;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.WorkerGrpc;
import dev.tailor.worker.launch.WorkerProcess;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the real process tells of a training before it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanTest {

    private Path folder = Path.of("");
    private @Nullable WorkerProcess process;
    private @Nullable WorkerConnection connection;

    @BeforeAll
    void start(@TempDir Path shared) {
        folder = shared;
        process = WorkerProcess.start(TinyTraining.in(folder).launch("worker.log"));
        connection = new WorkerConnection(process.port(), process.token());
    }

    @AfterAll
    void end() {
        Objects.requireNonNull(connection).close();
        Objects.requireNonNull(process).close();
    }

    @Test
    void aPlanTellsWhatTheTrainingTakesAndLeavesNoFiles() throws IOException {
        // Given
        var request = training("planned", 18).build();
        // When
        var plan = calls().plan(request);
        // Then
        assertThat(folder.resolve("checkpoints-planned")).isEmptyDirectory();
        assertThat(folder.resolve("planned")).doesNotExist();
        // And
        List<TrainEvent> events = new ArrayList<>();
        calls().train(request).forEachRemaining(events::add);
        var memory = plan.getMemory();
        assertThat(plan.getSteps()).isEqualTo(50);
        assertThat(events.getFirst().getStarted().getTotalSteps()).isEqualTo(50);
        assertThat(events.getLast().getFinished().getTrainedTokens()).isEqualTo(plan.getTrainedTokens());
        assertThat(plan.getFits()).isTrue();
        assertThat(plan.getStepSeconds()).isPositive();
        assertThat(plan.getSeconds()).isGreaterThan(plan.getSteps() * plan.getStepSeconds());
        assertThat(memory.getOptimizer()).isEqualTo(2 * memory.getGradients()).isPositive();
        assertThat(memory.getTotal())
                .isEqualTo(memory.getWeights()
                        + memory.getGradients()
                        + memory.getOptimizer()
                        + memory.getActivations()
                        + memory.getOther());
    }

    @Test
    void rowsAreLookedAtBeforeAndLeaveNoFiles() throws IOException {
        // Given
        var good = training("looked", 18).build();
        // When
        var unused = calls().checkRows(good);
        // Then
        assertThat(folder.resolve("looked")).doesNotExist();
        // And
        var bad = good.toBuilder();
        bad.getSettingsBuilder().setSequenceLength(4);
        assertThatThrownBy(() -> calls().checkRows(bad.build())).hasMessageContaining("The row on line 1 has ");
    }

    @Test
    void rowsOfTheComparisonAreLookedAtToo() throws IOException {
        // Given
        var tools = Files.writeString(
                folder.resolve("test.jsonl"),
                "{\"line\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}\n");
        var request = training("compared", 3).setTestRows(tools.toString()).build();
        // Then
        assertThatThrownBy(() -> calls().checkRows(request))
                .hasMessageContaining("The row on line 9 does not suit the model");
    }

    @Test
    void aTrainingOfWhichNoRowIsLeftSaysWhyAndWhatKeepsThem() throws IOException {
        // Given
        var request = training("none", 3);
        request.getSettingsBuilder().setSequenceLength(4).setOverLength(TrainOverLength.TRAIN_OVER_LENGTH_TRUNCATE);
        // Then
        assertThatThrownBy(() -> calls().checkRows(request.build()))
                .hasMessageContaining(
                        "There is no row to train on: 3 with more tokens than the sequence length of 4, the first on line 1,"
                                + " were dropped, since their prompts alone fill it; raise sequence_length (the model can read ");
    }

    @Test
    void aTrainingThatIsTooLargeIsToldSoBeforeItsLongBatches() throws IOException {
        // Given
        var request = training("large", 16).setMemoryLimit(1 << 20).build();
        // When
        var plan = calls().plan(request);
        // Then
        assertThat(plan.getFits()).isFalse();
        assertThat(plan.hasChange()).isFalse();
        assertThat(plan.getMemory().getLimit()).isEqualTo(1 << 20);
    }

    @Test
    void aMovingAverageAndTablesThatAreTrainedWholeCount() throws IOException {
        // Given
        var plain = training("plain", 8);
        var more = training("more", 8);
        more.getSettingsBuilder().setEmaDecay(0.99).getLoraBuilder().addModulesToSave("lm_head");
        // When
        var before = calls().plan(plain.build()).getMemory();
        var after = calls().plan(more.build()).getMemory();
        // Then
        long table = Float.BYTES * (long) TinyModel.TABLE_SIZE;
        assertThat(after.getGradients()).isEqualTo(before.getGradients() + table);
        assertThat(after.getOptimizer()).isEqualTo(3 * after.getGradients());
        assertThat(after.getWeights()).isEqualTo(before.getWeights() + table);
    }

    @Test
    void anUnknownTableIsRefusedWithTheSettingToBlame() throws IOException {
        // Given
        var request = training("unknown", 8);
        request.getSettingsBuilder().getLoraBuilder().addModulesToSave("wte");
        // When, then
        assertThatThrownBy(() -> calls().plan(request.build()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("it has [embed_tokens, lm_head]");
    }

    @Test
    void aProcessorRefusesFloat16() throws IOException {
        // Given
        var request = training("half", 8);
        request.getSettingsBuilder().setPrecision(TrainPrecision.TRAIN_PRECISION_FP16);
        Assumptions.assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "there is a GPU here: nothing to refuse");
        // When, then
        assertThatThrownBy(() -> calls().plan(request.build()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("take bf16 or fp32");
    }

    private WorkerGrpc.WorkerBlockingStub calls() {
        return Objects.requireNonNull(connection).calls();
    }

    private TrainRequest.Builder training(String name, int rows) throws IOException {
        return new TinyTraining(folder).request(name, rows);
    }
}
