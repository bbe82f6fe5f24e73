package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a training with an average of its weights tells and stores. */
class MovingAverageTest {

    private static final String STATE = "trainer_state.safetensors";
    private static final List<Example> ROWS =
            IntStream.range(0, 10).mapToObj(i -> TinyModel.row(6 + i, i)).toList();
    private static final List<Example> VALIDATION = List.of(TinyModel.row(20, 99));

    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource(Method.class)
    void stepsAreThoseOfATrainingWithoutOne(Method method) throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var without = new Trainer(model, work.resolve("without"));
        var with = new Trainer(model, work.resolve("with"));
        // When
        without.run(settings(method, 0), ROWS, VALIDATION);
        with.run(settings(method, 0.9), ROWS, VALIDATION);
        // Then
        assertThat(with.losses()).containsExactly(without.losses());
        assertThat(with.validations.getLast().loss())
                .isNotEqualTo(without.validations.getLast().loss());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void theResultIsTheOneThatWasValidated(Method method) throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work.resolve("run"));
        // When
        trainer.run(settings(method, 0.9), ROWS, VALIDATION);
        // Then
        try (var result = method == Method.FULL
                ? LanguageModel.open(trainer.output(), Precision.FP32)
                : LanguageModel.open(model, trainer.output(), Precision.FP32)) {
            assertThat(result.score(VALIDATION).getFirst().loss())
                    .isCloseTo(trainer.validations.getLast().loss(), within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aResumedTrainingEndsWithTheSameAverage(Method method) throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var whole = new Trainer(model, work.resolve("whole"));
        whole.run(settings(method, 0.9), ROWS, VALIDATION);
        var first = new Trainer(model, work.resolve("parts")).stopAfter(4);
        first.run(settings(method, 0.9), ROWS, VALIDATION);
        // When
        var second = new Trainer(model, work.resolve("parts"))
                .resume(first.checkpoints.getLast().directory());
        second.run(settings(method, 0.9), ROWS, VALIDATION);
        // Then
        assertThat(second.losses()).containsExactly(Arrays.copyOfRange(whole.losses(), 4, whole.losses().length));
        assertThat(lastState(second)).isEqualTo(lastState(whole));
        assertThat(second.validations.getLast()).isEqualTo(whole.validations.getLast());
    }

    @Test
    void withoutOneNothingIsAddedToACheckpoint() throws IOException {
        // Given
        var trainer = new Trainer(TinyModel.write(work.resolve("model"), true), work.resolve("run"));
        // When
        trainer.run(settings(Method.LORA, 0), ROWS, List.of());
        // Then
        assertThat(new String(lastState(trainer), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("weight/base_model.")
                .doesNotContain("average/");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aDecayThatAveragesNothingIsRefused(double decay) {
        assertThatThrownBy(() -> settings(Method.LORA, decay))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("ema_decay is");
    }

    private static byte[] lastState(Trainer trainer) throws IOException {
        return Files.readAllBytes(trainer.checkpoints.getLast().directory().resolve(STATE));
    }

    private static TrainingSettings settings(Method method, double emaDecay) {
        return new TrainingSettings(
                method,
                LoraSettings.DEFAULT,
                new Optimization(0.01, Schedule.LINEAR, 0.1, 0.01, 1, 0.1, false, emaDecay),
                3,
                4,
                2,
                Precision.FP32,
                false,
                0,
                5,
                new Cadence(0, 2, 0, 0),
                GuardLimits.DEFAULT);
    }
}
