package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models beside Llama, against figures that were computed elsewhere in float64. */
class ArchitectureReferenceTest {

    private static final String GPT2 = "synthetic/gpt2-2L32H";
    private static final String QWEN2 = "synthetic/qwen2-2L32H";
    private static final String QWEN3 = "synthetic/qwen3-2L32H";

    @ParameterizedTest
    @ValueSource(strings = {GPT2, QWEN2, QWEN3})
    void lossesEqualTheReference(String name) throws IOException {
        // Given
        var reference = Reference.figures(name);
        double expected = reference.path("mean_nll_f64").asDouble();
        // When
        try (var model = LanguageModel.open(Reference.directory(name), Precision.FP32)) {
            var score = model.score(List.of(Reference.whole(Reference.ints(reference.path("ids")))));
            // Then
            assertThat(score.getFirst().loss()).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GPT2, QWEN2, QWEN3})
    void logitsEqualTheReference(String name) throws IOException {
        // Given
        var reference = Reference.figures(name);
        var expected = Reference.doubles(reference.path("last_logits_first_16"));
        // When
        try (var model = LanguageModel.open(Reference.directory(name), Precision.FP32)) {
            var logits = model.logits(Reference.ints(reference.path("ids")));
            // Then
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) logits[logits.length - 1][i]).isCloseTo(expected[i], within(1e-4));
            }
            assertThat(likeliest(logits)).containsExactly(Reference.ints(reference.path("argmax_per_position")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GPT2, QWEN2, QWEN3})
    void greedyAnswersEqualTheReference(String name) throws IOException {
        // Given
        var reference = Reference.figures(name);
        var prompt = java.util.Arrays.copyOf(Reference.ints(reference.path("ids")), 8);
        // When
        try (var model = LanguageModel.open(Reference.directory(name), Precision.FP32)) {
            var answers = model.generateGreedy(List.of(prompt), new int[] {20}, Set.of());
            // Then
            assertThat(answers.getFirst()).containsExactly(greedy(reference));
        }
    }

    @Test
    void aGpt2WithoutPrefixIsRead() throws IOException {
        // Given
        var reference = Reference.figures("tiny-gpt2-fixture");
        double expected = reference.path("mean_nll_f64").asDouble();
        // When
        try (var model = LanguageModel.open(Reference.directory("tiny-gpt2-fixture"), Precision.FP32)) {
            var score = model.score(List.of(Reference.whole(Reference.ints(reference.path("ids")))));
            // Then
            assertThat(score.getFirst().loss()).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    private static int[] greedy(JsonNode reference) {
        return Reference.ints(reference.path("greedy_from_first_8_ids_20_tokens"));
    }

    private static int[] likeliest(float[][] logits) {
        return java.util.Arrays.stream(logits)
                .mapToInt(row -> {
                    int best = 0;
                    for (int i = 1; i < row.length; i++) {
                        best = row[i] > row[best] ? i : best;
                    }
                    return best;
                })
                .toArray();
    }
}
