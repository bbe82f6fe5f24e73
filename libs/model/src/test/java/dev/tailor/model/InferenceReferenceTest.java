package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceReferenceTest {

    private static final String STORIES = "stories260K-llama";

    @ParameterizedTest
    @ValueSource(strings = {STORIES, "TinyStories-656K-llama"})
    void logitsEqualTheReference(String name) throws IOException {
        // Given
        var reference = Reference.of(name);
        var last = reference.inference().path("last_position_logits");
        // When
        try (var model = LanguageModel.open(reference.directory(), Precision.FP32)) {
            var logits = model.logits(Reference.ints(last.path("ids")));
            // Then
            var expected = Reference.doubles(last.path("logits_f64"));
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) logits[logits.length - 1][i]).isCloseTo(expected[i], within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {STORIES, "TinyStories-656K-llama"})
    void lossesEqualTheReference(String name) throws IOException {
        // Given
        var reference = Reference.of(name);
        List<Example> rows = new ArrayList<>();
        reference.inference().path("nll").forEach(text -> rows.add(Reference.whole(Reference.ints(text.path("ids")))));
        // When
        try (var model = LanguageModel.open(reference.directory(), Precision.FP32)) {
            var scores = model.score(rows);
            // Then
            for (int i = 0; i < rows.size(); i++) {
                double expected = reference
                        .inference()
                        .path("nll")
                        .path(i)
                        .path("mean_nll_f64")
                        .asDouble();
                assertThat(scores.get(i).loss()).isCloseTo(expected, within(1e-5 * expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {STORIES, "TinyStories-656K-llama"})
    void greedyAnswersEqualTheReference(String name) throws IOException {
        // Given
        var reference = Reference.of(name);
        var greedy = reference.inference().path("greedy");
        var start = reference.inference().path("greedy_from_bos");
        var prompts = List.of(Reference.ints(greedy.path("prompt_ids")), Reference.ints(start.path("prompt_ids")));
        // When
        try (var model = LanguageModel.open(reference.directory(), Precision.FP32)) {
            var answers = model.generateGreedy(prompts, new int[] {100, 100}, Set.of());
            List<Integer> told = new ArrayList<>();
            model.generate(prompts.getFirst(), Sampling.greedy(100, Set.of()), token -> told.add(token.id()));
            // Then
            assertThat(answers.get(0)).containsExactly(Reference.ints(greedy.path("continuation_ids_100")));
            assertThat(answers.get(1)).containsExactly(Reference.ints(start.path("continuation_ids_100")));
            assertThat(told.stream().mapToInt(Integer::intValue).toArray()).containsExactly(answers.get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bf16", "f16"})
    void weightsStoredInSixteenBitsAreRead(String variant, @TempDir Path directory) throws IOException {
        // Given
        var reference = Reference.of(STORIES);
        var text = reference.inference().path("nll").path(0);
        double expected = reference
                .inference()
                .path("variants_mean_nll_paragraph_f64_arith")
                .path(variant)
                .asDouble();
        variant(reference, variant, directory);
        // When
        try (var model = LanguageModel.open(directory, Precision.FP32)) {
            var score = model.score(List.of(Reference.whole(Reference.ints(text.path("ids")))));
            // Then
            assertThat(score.getFirst().loss()).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @Test
    void weightsInShardsAreRead(@TempDir Path directory) throws IOException {
        // Given
        var reference = Reference.of(STORIES);
        var text = reference.inference().path("nll").path(0);
        double expected = text.path("mean_nll_f64").asDouble();
        variant(reference, "sharded", directory);
        // When
        try (var model = LanguageModel.open(directory, Precision.FP32)) {
            var score = model.score(List.of(Reference.whole(Reference.ints(text.path("ids")))));
            // Then
            assertThat(score.getFirst().loss()).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @Test
    void bfloat16LossesAreNearTheReference() throws IOException {
        // Given
        var reference = Reference.of(STORIES);
        var text = reference.inference().path("nll").path(0);
        double expected = text.path("mean_nll_f64").asDouble();
        // When
        try (var model = LanguageModel.open(reference.directory(), Precision.BF16)) {
            var score = model.score(List.of(Reference.whole(Reference.ints(text.path("ids")))));
            // Then
            assertThat(score.getFirst().loss()).isCloseTo(expected, within(0.03 * expected));
        }
    }

    private static void variant(Reference reference, String variant, Path directory) throws IOException {
        Files.copy(reference.directory().resolve("config.json"), directory.resolve("config.json"));
        try (var files = Files.list(reference.directory().resolve("variants").resolve(variant))) {
            for (var file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName().toString()));
            }
        }
    }
}
