package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.Shape;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.Method;
import dev.tailor.model.Precision;
import dev.tailor.model.Prompts;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done otherwise on a GPU than on a processor. */
class GpuTest {

    private static final String CONFIG = """
            {"model_type": "mistral", "num_hidden_layers": 2, "hidden_size": 32, "num_attention_heads": 4,
             "num_key_value_heads": 2, "intermediate_size": 48, "vocab_size": 50, "max_position_embeddings": 512,
             "sliding_window": %s, "rms_norm_eps": 1e-5, "tie_word_embeddings": true, "bos_token_id": 1,
             "eos_token_id": 2, "torch_dtype": "float32"}
            """;
    private static final int STEPS = 5;
    private static final long GIGABYTE = 1L << 30;

    @TempDir
    private Path work;

    @BeforeEach
    void needsOne() {
        assumeTrue(Rooms.hasGpu(), "there is no GPU here: what is done on one was not tried");
    }

    @ParameterizedTest
    @CsvSource({"BF16, null", "BF16, 3", "FP16, null", "FP16, 3"})
    void attentionToAllRowsAtOnceIsThatToEach(Precision precision, String window) throws IOException {
        // Given
        write(window);
        var half = new Ear();
        var whole = new Ear();
        // When
        run(precision, half);
        run(Precision.FP32, whole);
        // Then
        for (int step = 0; step < STEPS; step++) {
            assertThat(half.steps.get(step).loss())
                    .isCloseTo(whole.steps.get(step).loss(), within(0.02));
            double norm = whole.steps.get(step).gradNorm();
            assertThat(half.steps.get(step).gradNorm()).isCloseTo(norm, within(0.05 * norm));
        }
    }

    @Test
    void memoryIsThatOfTheGpu() {
        try (var room = Room.open()) {
            // Given
            TensorMemory.forgetPeak();
            long before = TensorMemory.now();
            // When
            room.manager().zeros(new Shape(GIGABYTE / Float.BYTES)).close();
            // Then: the allocator keeps what was given back
            assertThat(TensorMemory.peak() - before).isBetween(GIGABYTE - GIGABYTE / 8, GIGABYTE + GIGABYTE / 8);
            assertThat(TensorMemory.now()).isLessThan(before + GIGABYTE / 8);
            assertThat(TensorMemory.available()).isGreaterThan(TensorMemory.peak());
        }
    }

    @Test
    void aResumedTrainingGoesOnWithIdenticalLosses() throws IOException {
        // Given
        write("null");
        var rows = rows(300);
        var whole = run(Precision.BF16, Optional.empty(), rows, 6);
        var first = run(Precision.BF16, Optional.empty(), rows, 3);
        // When
        var second = run(Precision.BF16, Optional.of(first.checkpoints.getLast()), rows, 3);
        // Then
        assertThat(second.losses()).isEqualTo(whole.losses().subList(3, 6));
    }

    @Test
    void aFullGpuIsToldInWordsAndGoesOn() {
        try (var room = Room.open()) {
            var shape = new Shape(TensorMemory.available());
            assertThatThrownBy(() -> room.manager().zeros(shape)).hasMessageContaining("CUDA out of memory");
            assertThat(room.manager().ones(new Shape(1)).getFloat()).isEqualTo(1);
        }
    }

    private void run(Precision precision, Ear ear) {
        try (var training =
                new Training(Plans.in(work, Method.FULL, precision), ear, () -> ear.steps.size() >= STEPS)) {
            training.run(rows(5), List.of());
        }
    }

    private Ear run(Precision precision, Optional<Path> resumed, List<Example> rows, int steps) {
        var plan = Plans.in(work, Method.FULL, precision);
        var from = new TrainingPlan(
                plan.modelDirectory(),
                plan.adapterDirectory(),
                plan.baseModelName(),
                plan.settings(),
                plan.checkpoints(),
                resumed,
                plan.output(),
                Prompts.NONE);
        var ear = new Ear();
        try (var training = new Training(from, ear, () -> ear.steps.size() >= steps)) {
            training.run(rows, List.of());
        }
        return ear;
    }

    private void write(String window) throws IOException {
        Files.writeString(work.resolve("config.json"), CONFIG.formatted(window));
        try (var room = Room.open()) {
            new SafetensorsWriter(room.script(), ElementType.F32)
                    .write(
                            work.resolve(ModelFiles.WEIGHTS),
                            RandomWeights.of(room, ConfigFile.read(work), ElementType.F32));
        }
    }

    /** Of many lengths, each with another part that carries loss. */
    private static List<Example> rows(int shortest) {
        var random = new Random(3);
        List<Example> rows = new ArrayList<>();
        for (int length = shortest; length < shortest + 40; length += 4) {
            var trained = new boolean[length];
            for (int i = 1 + random.nextInt(length / 2); i < length; i++) {
                trained[i] = true;
            }
            rows.add(new Example(random.ints(length, 3, 50).toArray(), trained));
        }
        return rows;
    }

    private static final class Ear implements TrainingListener {

        private final List<StepReport> steps = new ArrayList<>();
        private final List<Path> checkpoints = new ArrayList<>();

        private List<Double> losses() {
            return steps.stream().map(StepReport::loss).toList();
        }

        @Override
        public void started(StartReport report) {}

        @Override
        public void step(StepReport report) {
            steps.add(report);
        }

        @Override
        public void validated(ValidationReport report) {}

        @Override
        public void checkpointed(CheckpointReport report) {
            checkpoints.add(report.directory());
        }

        @Override
        public void warned(String reason, String message) {}
    }
}
