package dev.tailor.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExactMatchTest {
    @Test
    void onlyWhiteSpaceIsForgiven() {
        assertThat(ExactMatch.of("  card\u00a0arrival\n", "card arrival")).isEqualTo(1);
        assertThat(ExactMatch.of("Card arrival", "card arrival")).isZero();
        assertThat(ExactMatch.of("card arrival.", "card arrival")).isZero();
    }

    @Test
    void thePublishedPlainCaseGivesItsShare() throws IOException {
        // Given
        JsonNode published = PublishedVectors.read("squad_em_f1.json").get("exact_match_metric_published");
        double sum = 0;
        // When
        for (int row = 0; row < published.get("refs").size(); row++) {
            sum += ExactMatch.of(
                    published.get("preds").get(row).asText(),
                    published.get("refs").get(row).asText());
        }
        // Then
        assertThat(sum / published.get("refs").size())
                .isEqualTo(
                        published.get("cases").get(0).get("expected_rounded2").asDouble());
    }
}
