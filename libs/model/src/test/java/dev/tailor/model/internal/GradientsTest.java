package dev.tailor.model.internal;

import static dev.tailor.model.internal.SmallLearner.config;
import static dev.tailor.model.internal.SmallLearner.gradient;
import static dev.tailor.model.internal.SmallLearner.learner;
import static dev.tailor.model.internal.SmallLearner.row;
import static dev.tailor.model.internal.SmallLearner.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.tailor.model.Example;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The backward pass, which is written by hand, against what the loss does when weights move. */
class GradientsTest {

    private static final double WAY = 0.001;

    @ParameterizedTest
    @CsvSource({
        "llama, FULL, 9",
        "llama, LORA, 9",
        "llama, DORA, 9",
        "gpt2, FULL, 9",
        "gpt2, LORA, 9",
        "gpt2, DORA, 9",
        "qwen2, FULL, 9",
        "qwen3, FULL, 9",
        "mistral, FULL, 9",
        "mistral, FULL, 150",
        "mistral, FULL, 300",
        "llama, FULL, 300",
        "llama, FULL, 150",
        "llama, FULL, 1100",
        "qwen3, DORA, 150"
    })
    void theyAreTheSlopesOfTheLoss(String architecture, Method method, int length) {
        // Given
        var rows = List.of(row(5, 1), row(length, 2), row(length, 3));
        try (var learner = learner(config(architecture), settings(method, false))) {
            // When
            var norms = norms(learner, rows);
            // Then
            assertThat(norms).isNotEmpty();
            norms.forEach((name, norm) -> {
                // DoRA takes the lengths of the rows as given, so that only magnitudes follow their slopes.
                if (method != Method.DORA || name.endsWith("magnitude_vector")) {
                    assertThat(slope(learner, rows, name, norm))
                            .as("slope along the gradient of %s", name)
                            .isCloseTo(norm, within(0.01 * norm + 1e-3));
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "llama, LORA, embed_tokens lm_head",
        "llama, DORA, embed_tokens",
        "llama, LORA, lm_head",
        "mistral, LORA, embed_tokens lm_head",
        "mistral, LORA, lm_head",
        "gpt2, LORA, wte wpe lm_head"
    })
    void thoseOfTablesBesideAnAdapterAreSlopesToo(String architecture, Method method, String tables) {
        // Given
        var names = List.of(tables.split(" "));
        var target = architecture.equals("gpt2") ? "c_fc" : "q_proj";
        var lora = new LoraSettings(3, 6, 0, List.of(target), false, names);
        var rows = List.of(row(5, 1), row(9, 2), row(9, 3));
        try (var learner = learner(config(architecture), settings(method, lora, false))) {
            // When
            var norms = norms(learner, rows);
            // Then
            var ofTables = norms.keySet().stream()
                    .filter(name -> names.stream().anyMatch(table -> name.endsWith(table + ".weight")))
                    .toList();
            assertThat(ofTables).hasSameSizeAs(names).allSatisfy(name -> {
                double norm = Objects.requireNonNull(norms.get(name));
                assertThat(norm).isPositive();
                assertThat(slope(learner, rows, name, norm))
                        .as("slope along the gradient of %s", name)
                        .isCloseTo(norm, within(0.01 * norm + 1e-3));
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void theyAreTheSameWhenLayersAreComputedAgain(Method method) {
        // Given
        var rows = List.of(row(40, 1), row(140, 2));
        try (var plain = learner(config("qwen3"), settings(method, false));
                var thrifty = learner(config("qwen3"), settings(method, true))) {
            // When
            plain.learn(rows, 0.1);
            thrifty.learn(rows, 0.1);
            // Then
            plain.trainables()
                    .gradients()
                    .forEach((name, gradient) -> assertThat(
                                    gradient(thrifty, name).toFloatArray())
                            .as(name)
                            .containsExactly(gradient.toFloatArray()));
        }
    }

    @Test
    void dropoutIsTheSameWhenLayersAreComputedAgain() {
        // Given
        var rows = List.of(row(40, 1), row(140, 2));
        var lora = new LoraSettings(3, 6, 0.3, List.of("q_proj", "down_proj"), false);
        try (var plain = learner(config("llama"), settings(Method.LORA, lora, false));
                var thrifty = learner(config("llama"), settings(Method.LORA, lora, true))) {
            // When
            JniUtils.setSeed(5);
            plain.learn(rows, 0.1);
            JniUtils.setSeed(5);
            thrifty.learn(rows, 0.1);
            // Then
            plain.trainables()
                    .gradients()
                    .forEach((name, gradient) -> assertThat(
                                    gradient(thrifty, name).toFloatArray())
                            .as(name)
                            .containsExactly(gradient.toFloatArray()));
        }
    }

    /** Gradients of the mean loss, as lengths. */
    private static Map<String, Double> norms(Learner learner, List<Example> rows) {
        int tokens = rows.stream().mapToInt(Example::trainedTokens).sum();
        learner.learn(rows, 1.0 / tokens);
        Map<String, Double> norms = new LinkedHashMap<>();
        learner.trainables()
                .gradients()
                .forEach((name, gradient) ->
                        norms.put(name, (double) gradient.norm().getFloat()));
        return norms;
    }

    private static double slope(Learner learner, List<Example> rows, String name, double norm) {
        if (norm == 0) {
            return 0;
        }
        var weight = Objects.requireNonNull(learner.trainables().named().get(name));
        var way = gradient(learner, name).mul(WAY / norm);
        var start = weight.duplicate();
        double up = loss(learner, rows, weight, start.add(way));
        double down = loss(learner, rows, weight, start.sub(way));
        loss(learner, rows, weight, start);
        return (up - down) / (2 * WAY);
    }

    private static double loss(Learner learner, List<Example> rows, NDArray weight, NDArray value) {
        learner.decoder()
                .room()
                .script()
                .tensor(weight.getManager(), "assign", weight, value)
                .close();
        return learner.decoder().score(rows).stream()
                .reduce(new Score(0, 0, 0), Score::plus)
                .loss();
    }
}
