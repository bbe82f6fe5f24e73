package dev.tailor.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TokenF1Test {
    @Test
    void everyPublishedSquadCaseGivesItsPublishedScore() throws IOException {
        // Given
        JsonNode published = PublishedVectors.read("squad_em_f1.json");
        for (var example : published.get("computed_with_official_script")) {
            var prediction = example.get("prediction").asText();
            // When
            double best = 0;
            for (var truth : example.get("ground_truths")) {
                best = Math.max(best, TokenF1.of(prediction, truth.asText()));
            }
            // Then
            assertThat(best).as(prediction).isCloseTo(example.get("f1").asDouble(), within(1e-12));
            assertThat(TokenF1.normalised(prediction))
                    .isEqualTo(example.get("normalized_prediction").asText());
        }
    }

    @Test
    void punctuationArticlesAndCaseDoNotCount() {
        assertThat(TokenF1.of("the cat sat on the mat", "cat sat on a mat, the"))
                .isEqualTo(1);
        assertThat(TokenF1.of("U.S.A.", "USA")).isEqualTo(1);
    }

    @Test
    void partialOverlapIsTheHarmonicMeanOfPrecisionAndRecall() {
        assertThat(TokenF1.of("in 1066, at Hastings", "Hastings")).isCloseTo(0.4, within(1e-12));
        assertThat(TokenF1.of("Rollo Rollo Rollo", "Rollo")).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void answersWithoutACommonWordScoreZero() {
        assertThat(TokenF1.of("Beyonce", "Beyoncé and Bruno Mars")).isZero();
        assertThat(TokenF1.of("", "no answer")).isZero();
        assertThat(TokenF1.of("a an the", "the")).isZero();
    }
}
