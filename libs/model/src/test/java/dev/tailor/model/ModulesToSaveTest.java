package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings and output matrix that are trained whole beside an adapter. */
class ModulesToSaveTest {

    private static final List<Example> ROWS =
            IntStream.range(0, 10).mapToObj(i -> TinyModel.row(6 + i, i)).toList();
    private static final List<Example> VALIDATION = List.of(TinyModel.row(20, 99));
    private static final int[] PROMPT = {3, 4, 5, 6, 7};

    @TempDir
    private Path work;

    @Test
    void theyLieInTheAdapterUnderPeftsNames() throws IOException {
        // Given
        var trainer = new Trainer(TinyModel.write(work.resolve("model"), false), work.resolve("run"));
        // When
        trainer.run(settings("embed_tokens", "lm_head"), ROWS, VALIDATION);
        // Then
        assertThat(weightsOf(trainer.output()))
                .contains("\"base_model.model.model.embed_tokens.weight\":{\"dtype\":\"F32\",\"shape\":[40,16]")
                .contains("\"base_model.model.lm_head.weight\":{\"dtype\":\"F32\",\"shape\":[40,16]");
        var config = new ObjectMapper()
                .readTree(trainer.output().resolve("adapter_config.json").toFile());
        assertThat(config.path("modules_to_save").toString()).isEqualTo("[\"embed_tokens\",\"lm_head\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "true, embed_tokens lm_head",
        "true, embed_tokens",
        "true, lm_head",
        "false, embed_tokens lm_head",
        "false, embed_tokens",
        "false, model.embed_tokens"
    })
    void loadedAndMergedTheyAnswerAsTheyWereTrained(boolean tied, String names) throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), tied);
        var trainer = new Trainer(model, work.resolve("run"));
        trainer.run(settings(names.split(" ")), ROWS, VALIDATION);
        // When
        var report = ModelMerger.merge(model, trainer.output(), work.resolve("merged"));
        // Then
        assertThat(report.largestDifference()).isLessThan(1e-4);
        double validated = trainer.validations.getLast().loss();
        try (var adapted = LanguageModel.open(model, trainer.output(), Precision.FP32);
                var merged = LanguageModel.open(work.resolve("merged"), Precision.FP32);
                var base = LanguageModel.open(model, Precision.FP32)) {
            assertThat(adapted.score(VALIDATION).getFirst().loss()).isCloseTo(validated, within(1e-6));
            assertThat(merged.score(VALIDATION).getFirst().loss()).isCloseTo(validated, within(1e-5));
            assertThat(merged.logits(PROMPT)[4]).isNotEqualTo(base.logits(PROMPT)[4]);
            assertThat(merged.config().tiedEmbeddings()).isFalse();
        }
    }

    @Test
    void withoutThemTheMergeOfATiedModelStaysTied() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work.resolve("run"));
        trainer.run(settings(), ROWS, VALIDATION);
        // When
        ModelMerger.merge(model, trainer.output(), work.resolve("merged"));
        // Then
        assertThat(ModelConfig.read(work.resolve("merged")).tiedEmbeddings()).isTrue();
    }

    @Test
    void whatIsNotTrainedStaysAsItWas() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work.resolve("run"));
        // When
        trainer.run(settings("lm_head"), ROWS, VALIDATION);
        // Then
        assertThat(weightsOf(trainer.output())).contains("lm_head.weight").doesNotContain("embed_tokens");
    }

    @Test
    void aResumedTrainingGoesOnWithIdenticalLosses() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var settings = settings("embed_tokens", "lm_head");
        var whole = new Trainer(model, work.resolve("whole"));
        whole.run(settings, ROWS, VALIDATION);
        var first = new Trainer(model, work.resolve("parts")).stopAfter(3);
        first.run(settings, ROWS, VALIDATION);
        // When
        var second = new Trainer(model, work.resolve("parts"))
                .resume(first.checkpoints.getLast().directory());
        second.run(settings, ROWS, VALIDATION);
        // Then
        assertThat(second.losses()).containsExactly(Arrays.copyOfRange(whole.losses(), 3, whole.losses().length));
        assertThat(Files.readAllBytes(second.output().resolve("adapter_model.safetensors")))
                .isEqualTo(Files.readAllBytes(whole.output().resolve("adapter_model.safetensors")));
    }

    @Test
    void anEarlierResultIsGoneOnWith() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var earlier = new Trainer(model, work.resolve("earlier"));
        earlier.run(settings("embed_tokens", "lm_head"), ROWS, ROWS);
        // When
        var later = new Trainer(model, work.resolve("later")).onto(earlier.output());
        later.run(settings("lm_head", "embed_tokens"), ROWS, ROWS);
        // Then
        assertThat(later.validations.getLast().loss())
                .isLessThan(earlier.validations.getLast().loss());
        assertThat(later.losses()[0]).isLessThan(earlier.losses()[0]);
    }

    @Test
    void anEarlierResultWithOthersIsRefused() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var earlier = new Trainer(model, work.resolve("earlier"));
        earlier.run(settings("lm_head"), ROWS, VALIDATION);
        var later = new Trainer(model, work.resolve("later")).onto(earlier.output());
        // When, then
        assertThatThrownBy(() -> later.run(settings(), ROWS, VALIDATION))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("lora.modules_to_save"))
                .hasMessageContaining("[lm_head]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wte", "norm", "tokens", "head"})
    void anUnknownNameIsRefusedWithTheNamesThereAre(String name) throws IOException {
        // Given
        var trainer = new Trainer(TinyModel.write(work.resolve("model"), true), work.resolve("run"));
        // When, then
        assertThatThrownBy(() -> trainer.run(settings(name), ROWS, VALIDATION))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("lora.modules_to_save"))
                .hasMessage("The model has no embedding or output matrix \"%s\"; it has [embed_tokens, lm_head]", name);
    }

    @Test
    void anAdapterWithoutTheWeightsThatItNamesIsRefused() throws IOException {
        // Given
        var model = TinyModel.write(work.resolve("model"), true);
        var trainer = new Trainer(model, work.resolve("run"));
        trainer.run(settings(), ROWS, VALIDATION);
        var file = trainer.output().resolve("adapter_config.json");
        var text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"modules_to_save\" : null", "\"modules_to_save\" : [\"lm_head\"]"));
        // When, then
        assertThatThrownBy(() -> LanguageModel.open(model, trainer.output(), Precision.FP32))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining("modules_to_save names lm_head");
    }

    private static String weightsOf(Path adapter) throws IOException {
        return new String(
                Files.readAllBytes(adapter.resolve("adapter_model.safetensors")), StandardCharsets.ISO_8859_1);
    }

    private static TrainingSettings settings(String... modules) {
        return new TrainingSettings(
                Method.LORA,
                new LoraSettings(4, 8, 0, List.of(), false, List.of(modules)),
                new Optimization(0.01, Schedule.LINEAR, 0.1, 0.01, 1, 0, false, 0),
                3,
                4,
                2,
                Precision.FP32,
                false,
                0,
                5,
                Cadence.AT_THE_END,
                GuardLimits.DEFAULT);
    }
}
