package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTest {

    private static final int[] PROMPT = {5, 9, 14, 3};

    @TempDir
    private Path directory;

    private LanguageModel model;

    @BeforeEach
    void open() throws IOException {
        model = LanguageModel.open(TinyModel.write(directory, false), Precision.FP32);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void theCacheSaysWhatTheWholeSequenceSays() {
        // Given
        var told = generate(new Sampling(0, 1, 0, 12, Set.of(), 3));
        // When
        var sequence = Arrays.copyOf(PROMPT, PROMPT.length + told.size());
        for (int i = 0; i < told.size(); i++) {
            sequence[PROMPT.length + i] = told.get(i).id();
        }
        var logits = model.logits(sequence);
        // Then
        for (int i = 0; i < told.size(); i++) {
            double expected = logprob(logits[PROMPT.length + i - 1], told.get(i).id());
            assertThat(told.get(i).logprob()).isCloseTo(expected, within(1e-5));
            assertThat(told.get(i).top()).hasSize(3);
            assertThat(told.get(i).top().getFirst().id()).isEqualTo(told.get(i).id());
        }
    }

    @Test
    void promptsSideBySideAreAnsweredAsOneByOne() {
        // Given
        var prompts = List.of(PROMPT, new int[] {7}, new int[] {8, 30, 31, 32, 33, 34, 35});
        // When
        var together = model.generateGreedy(prompts, new int[] {10, 4, 7}, Set.of());
        // Then
        for (int i = 0; i < prompts.size(); i++) {
            var alone = model.generateGreedy(List.of(prompts.get(i)), new int[] {together.get(i).length}, Set.of());
            assertThat(together.get(i)).containsExactly(alone.getFirst());
        }
        assertThat(together.get(1)).hasSize(4);
    }

    @Test
    void equalSeedsSayTheSame() {
        // Given
        var sampling = new Sampling(1, 0.9, 42, 16, Set.of(), 0);
        // When, then
        assertThat(generate(sampling)).isEqualTo(generate(sampling));
        assertThat(generate(sampling)).isNotEqualTo(generate(new Sampling(1, 0.9, 43, 16, Set.of(), 0)));
    }

    @Test
    void aStopTokenIsTheLast() {
        // Given
        int second = generate(Sampling.greedy(8, Set.of())).get(1).id();
        // When
        var told = generate(Sampling.greedy(8, Set.of(second)));
        // Then
        assertThat(told.getLast().id()).isEqualTo(second);
        assertThat(told).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void theContextIsNeverExceeded() {
        // When
        var told = generate(Sampling.greedy(1000, Set.of()));
        // Then
        assertThat(told).hasSize(model.config().contextLength() - PROMPT.length);
    }

    private List<GeneratedToken> generate(Sampling sampling) {
        List<GeneratedToken> told = new ArrayList<>();
        model.generate(PROMPT, sampling, told::add);
        return told;
    }

    private static double logprob(float[] logits, int id) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[id] - Math.log(sum);
    }
}
