package dev.tailor.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BleuTest {
    private static final List<String> ANSWERS =
            List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
    private static final List<List<String>> REFERENCES = List.of(
            List.of("The dog bit the man.", "The dog had bit the man."),
            List.of("It was not unexpected.", "No one was surprised."),
            List.of("The man bit him first.", "The man had bitten the dog."));

    @Test
    void thePublishedCorpusScoreIsReached() {
        // Given
        var rows = IntStream.range(0, 3)
                .mapToObj(row -> BleuCounts.of(ANSWERS.get(row), REFERENCES.get(row)))
                .toList();
        // When
        double bleu = Bleu.corpus(rows);
        // Then
        assertThat(bleu).isCloseTo(48.530827, within(1e-6));
        assertThat(Bleu.corpus(rows, new int[] {0, 1, 2})).isEqualTo(bleu);
    }

    @Test
    void everyPublishedCorpusCaseWithTheDefaultSettingsGivesItsScore() throws IOException {
        // Given
        JsonNode cases = PublishedVectors.read("sacrebleu_published.json")
                .get("corpus_bleu")
                .get("cases");
        int checked = 0;
        for (var example : cases) {
            if (!hasDefaultSettings(example.get("params"))) {
                continue;
            }
            // When
            double bleu = Bleu.corpus(rows(example));
            // Then
            assertThat(bleu).isCloseTo(example.get("expected").asDouble(), within(1e-6));
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(3);
    }

    @Test
    void thePublishedSentenceScoreIsReached() {
        // Given
        var answer = "Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;";
        var reference = "producţia de zahăr brut se exprimă în zahăr alb;";
        // When
        double bleu = Bleu.sentence(BleuCounts.of(answer, List.of(reference)));
        // Then
        assertThat(bleu).isCloseTo(8.493, within(1e-3));
    }

    @Test
    void aPerfectShortAnswerIsAFullSentenceScore() {
        assertThat(Bleu.sentence(BleuCounts.of("yes", List.of("yes")))).isEqualTo(100);
    }

    @Test
    void emptyAnswersScoreZero() {
        assertThat(Bleu.corpus(List.of(BleuCounts.of("", List.of("The dog bit the man.")))))
                .isZero();
        assertThat(Bleu.sentence(BleuCounts.of("", List.of("")))).isZero();
    }

    @Test
    void theTokenizerSplitsPunctuationButNotNumbers() {
        assertThat(Tokenizer13a.tokens("It costs $1,234.50 (10-15), he said.\n"))
                .containsExactly("It", "costs", "$", "1,234.50", "(", "10", "-", "15", ")", ",", "he", "said", ".");
        assertThat(Tokenizer13a.tokens("a &lt;b&gt; &amp; c")).containsExactly("a", "<", "b", ">", "&", "c");
    }

    private static boolean hasDefaultSettings(JsonNode params) {
        return params.isEmpty()
                || (params.size() == 1
                        && Set.of("13a").contains(params.path("tokenize").asText()));
    }

    private static List<BleuCounts> rows(JsonNode example) {
        var rows = new ArrayList<BleuCounts>();
        for (int row = 0; row < example.get("hyps").size(); row++) {
            var references = new ArrayList<String>();
            for (var stream : example.get("refs")) {
                references.add(stream.get(row).asText());
            }
            rows.add(BleuCounts.of(example.get("hyps").get(row).asText(), references));
        }
        return rows;
    }
}
