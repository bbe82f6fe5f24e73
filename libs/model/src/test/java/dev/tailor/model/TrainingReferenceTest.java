package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingReferenceTest {

    private static final double TOLERANCE = 1e-5;
    /** AdamW divides by the size of the gradient, so the noise of float32 in small ones shows after some steps. */
    private static final double ROUNDING = 5e-6;

    private static final int RANK = 4;
    private static final LoraSettings LORA = new LoraSettings(RANK, 8, 0, List.of("q_proj", "v_proj"), false);

    @TempDir
    private Path work;

    @ParameterizedTest
    @ValueSource(strings = {"stories260K-llama", "TinyStories-656K-llama"})
    void tenFullStepsEqualTheReference(String name) throws IOException {
        // Given
        var reference = Reference.of(name);
        var figures = reference.training().path("full_finetune_adamw");
        var trainer = new Trainer(reference.directory(), work);
        // When
        trainer.run(
                Trainer.settings(Method.FULL, LoraSettings.DEFAULT, new Trainer.Pace(1e-3, 0.01, 10)),
                List.of(reference.row()),
                List.of());
        // Then
        var expected = Reference.doubles(figures.path("losses_before_each_step_then_final"));
        assertLosses(trainer.losses(), expected);
        assertThat(trainer.steps.getFirst().gradNorm())
                .isCloseTo(reference.training().path("global_grad_norm").asDouble(), within(1e-4));
        assertLoss(trainer.output(), reference.row(), expected[10]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories260K-llama", "TinyStories-656K-llama"})
    void aMaskedRowHasTheReferencesLossAndGradient(String name) throws IOException {
        // Given
        var reference = Reference.of(name);
        var masked = reference.training().path("masked");
        var trainer = new Trainer(reference.directory(), work);
        // When
        trainer.run(
                Trainer.settings(Method.FULL, LoraSettings.DEFAULT, new Trainer.Pace(1e-3, 0, 1)),
                List.of(reference.masked()),
                List.of());
        // Then
        double loss = masked.path("loss").asDouble();
        double norm = masked.path("global_grad_norm").asDouble();
        assertThat(trainer.steps.getFirst().loss()).isCloseTo(loss, within(1e-5 * loss));
        assertThat(trainer.steps.getFirst().gradNorm()).isCloseTo(norm, within(1e-4 * norm));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories260K-llama", "TinyStories-656K-llama"})
    void twentyLoraStepsAndTheMergeEqualTheReference(String name) throws IOException {
        // Given
        var reference = Reference.of(name);
        var figures = reference.training().path("lora_adamw");
        var trainer = new Trainer(reference.directory(), work).onto(adapter(reference));
        // When
        trainer.run(
                Trainer.settings(Method.LORA, LORA, new Trainer.Pace(0.01, 0, 20)),
                List.of(reference.row()),
                List.of());
        var report = ModelMerger.merge(reference.directory(), trainer.output(), work.resolve("merged"));
        // Then
        assertLosses(trainer.losses(), Reference.doubles(figures.path("losses_before_each_step_then_final")));
        assertThat(report.largestDifference()).isLessThan(1e-3);
        assertThat(report.meanDivergence()).isBetween(-1e-6, 1e-6);
        assertThat(report.topAgreement()).isEqualTo(1);
        assertLoss(
                work.resolve("merged"),
                reference.row(),
                figures.path("merged_model_loss").asDouble());
    }

    private static void assertLosses(double[] losses, double[] expected) {
        assertThat(losses).hasSize(expected.length - 1);
        for (int i = 0; i < losses.length; i++) {
            assertThat(losses[i])
                    .as("loss before step %d", i + 1)
                    .isCloseTo(expected[i], within(TOLERANCE * expected[i] + ROUNDING));
        }
    }

    private static void assertLoss(Path directory, Example row, double expected) {
        try (var model = LanguageModel.open(directory, Precision.FP32)) {
            assertThat(model.score(List.of(row)).getFirst().loss())
                    .isCloseTo(expected, within(TOLERANCE * expected + ROUNDING));
        }
    }

    /** The reference's start: A a sine, B zero. */
    private Path adapter(Reference reference) throws IOException {
        var config = ModelConfig.read(reference.directory());
        var file = new SafetensorsFixture();
        int index = 0;
        for (var target : reference.training().path("lora_adamw").path("targets")) {
            var layer = target.asText().substring(0, target.asText().length() - ".weight".length());
            int in = config.hiddenSize();
            int out = (layer.endsWith("q_proj") ? config.heads() : config.keyValueHeads()) * config.headSize();
            var a = new float[RANK * in];
            for (int i = 0; i < a.length; i++) {
                a[i] = (float) (0.05 * Math.sin(1 + index + i));
            }
            file.add("base_model.model." + layer + ".lora_A.weight", a, RANK, in);
            file.add("base_model.model." + layer + ".lora_B.weight", new float[out * RANK], out, RANK);
            index++;
        }
        var directory = Files.createDirectories(work.resolve("adapter"));
        file.write(directory.resolve("adapter_model.safetensors"));
        Files.writeString(directory.resolve("adapter_config.json"), """
                {"peft_type":"LORA","r":4,"lora_alpha":8,"target_modules":["q_proj","v_proj"]}""");
        return directory;
    }
}
