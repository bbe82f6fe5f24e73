package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FineTunerTest {

    private static final List<Example> ROWS =
            IntStream.range(0, 10).mapToObj(i -> TinyModel.row(6 + i, i)).toList();

    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource(Method.class)
    void aResumedTrainingGoesOnWithIdenticalLosses(Method method) throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), false);
        var settings = settings(method, 4, 2, new Cadence(0, 2, 0, 0));
        var whole = new Trainer(model, work.resolve("whole"));
        whole.run(settings, ROWS, List.of());
        // When
        var first = new Trainer(model, work.resolve("parts")).stopAfter(4);
        var stopped = first.run(settings, ROWS, List.of());
        var second = new Trainer(model, work.resolve("parts"))
                .resume(first.checkpoints.getLast().directory());
        var finished = second.run(settings, ROWS, List.of());
        // Then
        assertThat(stopped).isEqualTo(new TrainingOutcome.Stopped(4));
        assertThat(finished).isInstanceOf(TrainingOutcome.Finished.class);
        assertThat(second.losses()).containsExactly(Arrays.copyOfRange(whole.losses(), 4, whole.losses().length));
    }

    @ParameterizedTest
    @CsvSource({"FULL, true, 6, 4560", "LORA, true, 4, 4560", "DORA, false, 4, 4560"})
    void aStepCountsItsOperationsByTheFormula(Method method, boolean tied, int factor, long weights)
            throws IOException {
        // Given: an embedding that is no output head is looked up, not multiplied
        var model = TinyModel.write(work.resolve("model"), tied);
        var trainer = new Trainer(model, work);
        // When
        trainer.run(settings(method, 4, 2, Cadence.AT_THE_END), ROWS, List.of());
        // Then
        var step = trainer.steps.getFirst();
        assertThat(step.operations()).isEqualTo((double) factor * weights * step.tokens());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void accumulationEqualsOneBigBatch(boolean tied) throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), tied);
        var big = new Trainer(model, work.resolve("big"));
        var small = new Trainer(model, work.resolve("small"));
        // When
        big.run(settings(Method.FULL, 4, 4, Cadence.AT_THE_END), ROWS, List.of());
        small.run(settings(Method.FULL, 4, 1, Cadence.AT_THE_END), ROWS, List.of());
        // Then
        assertThat(big.steps).hasSameSizeAs(small.steps);
        for (int i = 0; i < big.steps.size(); i++) {
            assertThat(small.steps.get(i).loss()).isCloseTo(big.steps.get(i).loss(), within(1e-4));
            assertThat(small.steps.get(i).trainedTokens())
                    .isEqualTo(big.steps.get(i).trainedTokens());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = EnumSource.Mode.EXCLUDE, names = "FP16")
    void lossesGoDown(Precision precision) throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work);
        var settings = new TrainingSettings(
                Method.LORA,
                LoraSettings.DEFAULT,
                new Optimization(0.02, Schedule.COSINE, 0.1, 0, 1, 0, false, 0),
                20,
                5,
                5,
                precision,
                false,
                0,
                1,
                Cadence.AT_THE_END,
                GuardLimits.DEFAULT);
        // When
        trainer.run(settings, ROWS, ROWS.subList(0, 2));
        // Then
        assertThat(trainer.steps.getLast().loss())
                .isLessThan(trainer.steps.getFirst().loss() * 0.8);
        assertThat(trainer.validations).hasSize(1);
    }

    @Test
    void theResultIsAnAdapterThatPeftCanRead() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work);
        // When
        trainer.run(settings(Method.LORA, 4, 2, Cadence.AT_THE_END), ROWS, List.of());
        // Then
        var config = new ObjectMapper()
                .readTree(trainer.output().resolve("adapter_config.json").toFile());
        assertThat(config.path("peft_type").asText()).isEqualTo("LORA");
        assertThat(config.path("task_type").asText()).isEqualTo("CAUSAL_LM");
        assertThat(config.path("base_model_name_or_path").asText()).isEqualTo("tiny");
        assertThat(config.path("r").asInt()).isEqualTo(8);
        assertThat(trainer.output().resolve("adapter_model.safetensors")).exists();
        try (var tuned = LanguageModel.open(model, trainer.output(), Precision.FP32);
                var base = LanguageModel.open(model, Precision.FP32)) {
            assertThat(tuned.logits(new int[] {3, 4, 5})).isNotEqualTo(base.logits(new int[] {3, 4, 5}));
        }
    }

    @Test
    void onlyTheLatestCheckpointsAreKept() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work);
        // When
        trainer.run(settings(Method.LORA, 2, 2, new Cadence(0, 1, 0, 2)), ROWS, List.of());
        // Then
        try (var directories = Files.list(work.resolve("checkpoints"))) {
            assertThat(directories.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-14", "step-15");
        }
    }

    @Test
    void aCheckpointThatWasChangedIsRefused() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work).stopAfter(2);
        var settings = settings(Method.LORA, 4, 2, Cadence.AT_THE_END);
        trainer.run(settings, ROWS, List.of());
        var checkpoint = trainer.checkpoints.getLast().directory();
        var weights = checkpoint.resolve("adapter_model.safetensors");
        var bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        // When, then
        assertThatThrownBy(() -> new Trainer(model, work).resume(checkpoint).run(settings, ROWS, List.of()))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining("adapter_model.safetensors");
    }

    @Test
    void earlyStoppingGivesTheBestStep() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work);
        var settings = new TrainingSettings(
                Method.FULL,
                LoraSettings.DEFAULT,
                new Optimization(0.02, Schedule.CONSTANT, 0, 0, 1, 0, false, 0),
                40,
                5,
                5,
                Precision.FP32,
                false,
                0,
                1,
                new Cadence(1, 0, 3, 1),
                GuardLimits.DEFAULT);
        // When
        var outcome = (TrainingOutcome.Finished) trainer.run(settings, ROWS, List.of(TinyModel.row(20, 99)));
        // Then
        var best = trainer.validations.stream()
                .min(java.util.Comparator.comparingDouble(ValidationReport::loss))
                .orElseThrow();
        assertThat(outcome.stoppedEarly()).isTrue();
        assertThat(outcome.step()).isEqualTo(best.step());
        try (var tuned = LanguageModel.open(trainer.output(), Precision.FP32)) {
            assertThat(tuned.score(List.of(TinyModel.row(20, 99))).getFirst().loss())
                    .isCloseTo(best.loss(), within(1e-5));
        }
    }

    @Test
    void anUnknownTargetIsNamed() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var lora = new LoraSettings(4, 8, 0, List.of("z_proj"), false);
        var settings = Trainer.settings(Method.LORA, lora, new Trainer.Pace(1e-3, 0, 1));
        // When, then
        assertThatThrownBy(() -> new Trainer(model, work).run(settings, ROWS, List.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("z_proj")
                .hasMessageContaining("q_proj");
    }

    private static TrainingSettings settings(Method method, int batch, int micro, Cadence cadence) {
        return new TrainingSettings(
                method,
                new LoraSettings(8, 16, method == Method.LORA ? 0.1 : 0, List.of(), false),
                new Optimization(0.01, Schedule.LINEAR, 0.1, 0.01, 1, 0.1, false, 0),
                3,
                batch,
                micro,
                Precision.FP32,
                false,
                0,
                5,
                cadence,
                GuardLimits.DEFAULT);
    }
}
