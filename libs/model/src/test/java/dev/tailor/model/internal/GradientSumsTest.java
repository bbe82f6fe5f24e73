package dev.tailor.model.internal;

import static dev.tailor.model.internal.SmallLearner.config;
import static dev.tailor.model.internal.SmallLearner.gradient;
import static dev.tailor.model.internal.SmallLearner.learner;
import static dev.tailor.model.internal.SmallLearner.row;
import static dev.tailor.model.internal.SmallLearner.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tailor.model.Example;
import dev.tailor.model.Method;
import dev.tailor.model.Score;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients of a step are those of its passes, and of nothing else. */
class GradientSumsTest {

    @ParameterizedTest
    @EnumSource(Method.class)
    void theyDoNotDependOnTheRowsBeside(Method method) {
        // Given
        var rows = List.of(row(12, 1), row(12, 2), row(30, 3), row(7, 4));
        try (var together = learner(config("llama"), settings(method, false));
                var apart = learner(config("llama"), settings(method, false))) {
            // When
            var score = together.learn(rows, 0.1);
            var sum = rows.stream().map(row -> apart.learn(List.of(row), 0.1)).reduce(new Score(0, 0, 0), Score::plus);
            // Then
            assertThat(score.loss()).isCloseTo(sum.loss(), within(1e-6));
            together.trainables().gradients().forEach((name, gradient) -> {
                var other = gradient(apart, name);
                assertThat(gradient.sub(other).abs().max().getFloat()).as(name).isLessThan(1e-5f);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"llama, FULL", "qwen2, FULL", "gpt2, FULL", "gpt2, LORA", "llama, DORA"})
    void aStepTakesNoNoticeOfTheOneBefore(String architecture, Method method) {
        // Given
        var rows = List.of(List.of(row(12, 1), row(30, 2)), List.of(row(7, 3)));
        try (var second = learner(config(architecture), settings(method, false));
                var first = learner(config(architecture), settings(method, false));
                var scope = second.decoder().room().manager().newSubManager()) {
            second.learn(List.of(row(20, 4)), 3);
            // When
            second.forgetGradients(scope);
            rows.forEach(pass -> second.learn(pass, 0.1));
            rows.forEach(pass -> first.learn(pass, 0.1));
            // Then
            first.trainables()
                    .gradients()
                    .forEach((name, gradient) -> assertThat(
                                    gradient(second, name).toFloatArray())
                            .as(name)
                            .containsExactly(gradient.toFloatArray()));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aStepWithoutAnyTokenToLearnHasNone(Method method) {
        try (var learner = learner(config("llama"), settings(method, false));
                var scope = learner.decoder().room().manager().newSubManager()) {
            // Given
            learner.learn(List.of(row(20, 4)), 3);
            // When
            learner.forgetGradients(scope);
            learner.learn(List.of(new Example(new int[] {1, 2, 3}, new boolean[3])), 1);
            // Then
            assertThat(learner.norm(scope, 1)).isZero();
        }
    }
}
