package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model says while it is trained. */
class SamplesTest {

    private static final List<Example> ROWS =
            IntStream.range(0, 10).mapToObj(i -> TinyModel.row(6 + i, i)).toList();
    private static final Prompts PROMPTS = new Prompts(List.of(new int[] {1, 5, 9}, new int[] {1, 7}), 6, Set.of(2));

    @TempDir
    private Path work;

    @Test
    void itAnswersAfterEachValidationWithTheWeightsOfThatStep() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work).asking(PROMPTS);
        // When
        trainer.run(settings(Method.LORA), ROWS, ROWS.subList(0, 2));
        // Then
        assertThat(trainer.samples).extracting(SampleReport::step).containsExactly(2, 4, 6, 8, 9);
        assertThat(trainer.samples.getLast().answers())
                .isNotEqualTo(trainer.samples.getFirst().answers());
        try (var tuned = LanguageModel.open(model, trainer.output(), Precision.FP32)) {
            assertThat(trainer.samples.getLast().answers())
                    .usingRecursiveComparison()
                    .isEqualTo(tuned.generateGreedy(PROMPTS.prompts(), new int[] {6, 6}, Set.of(2)));
        }
    }

    @Test
    void withoutPromptsItSaysNothing() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work);
        // When
        trainer.run(settings(Method.LORA), ROWS, ROWS.subList(0, 2));
        // Then
        assertThat(trainer.samples).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void itsAnswersLeaveTheCurveAsItIs(Method method) throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), false);
        var silent = new Trainer(model, work.resolve("silent"));
        var asked = new Trainer(model, work.resolve("asked")).asking(PROMPTS);
        // When
        silent.run(settings(method), ROWS, ROWS.subList(0, 2));
        asked.run(settings(method), ROWS, ROWS.subList(0, 2));
        // Then
        assertThat(asked.losses()).containsExactly(silent.losses());
        assertThat(asked.validations).isEqualTo(silent.validations);
    }

    /** With all that draws random numbers. */
    private static TrainingSettings settings(Method method) {
        return new TrainingSettings(
                method,
                new LoraSettings(8, 16, 0.2, List.of(), false),
                new Optimization(0.02, Schedule.CONSTANT, 0, 0, 1, 0, false, 0),
                3,
                4,
                2,
                Precision.FP32,
                false,
                5,
                1,
                new Cadence(2, 0, 0, 0),
                GuardLimits.DEFAULT);
    }
}
