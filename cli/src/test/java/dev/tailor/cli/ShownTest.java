package dev.tailor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownTest {
    private static final String COMPARISON = """
            {"verdict": "better", "metrics": [
              {"name": "exact_match", "p_value": 0.001,
               "base": {"value": 0.0, "low": 0.0, "high": 0.02},
               "tuned": {"value": 0.9, "low": 0.85, "high": 0.95},
               "difference": {"value": 0.9, "low": 0.85, "high": 0.95}}]}""";

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void aProgressLineShowsLossAndSecondsLeft() {
        // When
        var line = ProgressBar.line(new ProgressBar.Moment(50, 10, 20, 1.25, 7));
        // Then
        assertThat(line).contains("###############...............", "50 %", "step 10/20", "loss 1.2500", "7 s left");
    }

    @Test
    void whatIsNotKnownIsNotShown() {
        assertThat(ProgressBar.line(new ProgressBar.Moment(0, 0, 0, Double.NaN, -1)))
                .doesNotContain("loss", "left");
    }

    @Test
    void theSettingsOfAQuickstartAreNamed() {
        assertThat(Quickstart.inWords(QuickstartCommand.SAMPLE_SETTINGS))
                .isEqualTo("batch_size 16, eval_every_steps 60, learning_rate 0.001, method full, n_epochs 2,"
                        + " schedule cosine");
        assertThat(Quickstart.inWords(Map.of())).isEqualTo("the recommended settings");
    }

    @Test
    void elsewhereThanOnATerminalALineComesEveryTenPercent() {
        // Given
        var text = new StringWriter();
        var bar = new ProgressBar(new PrintWriter(text), false);
        // When
        for (int percent = 0; percent <= 100; percent++) {
            bar.show(new ProgressBar.Moment(percent, percent, 100, 1, 1));
        }
        bar.finish();
        // Then
        assertThat(text.toString().lines()).hasSize(11);
    }

    @Test
    void aTableHasIntervalsAndP() throws JsonProcessingException {
        assertThat(ComparisonTable.of(json(COMPARISON)))
                .contains("exact_match", "0.000 [0.000, 0.020]", "0.900 [0.850, 0.950]", "0.0010");
    }

    @Test
    void theReportCarriesWhatWasShown() throws JsonProcessingException {
        // Given
        var report = new QuickstartReport();
        // When
        report.dataset(json("{\"rows\": 5, \"train\": 2, \"validation\": 1, \"test\": 1, \"duplicates\": 1}"));
        report.training(
                json("{\"x_tailor\": {\"progress\": {\"step\": 2}, \"actual\": {\"seconds\": 3}}}"),
                List.of(
                        json("{\"data\": {\"train_loss\": 2.5, \"valid_loss\": 2.0}}"),
                        json("{\"data\": {\"train_loss\": 1.5, \"full_valid_loss\": 1.0}}")));
        report.comparison(json(COMPARISON));
        report.examples(List.of(QuickstartReport.Example.of(
                json("{\"prompt\": [{\"content\": \"q\"}], \"reference\": \"r\", \"base\": {\"text\": \"b\"}}"))));
        // Then
        assertThat(report.json().at("/dataset/rejected").asInt(-1)).isZero();
        assertThat(report.json().at("/training/validation_loss").toString()).isEqualTo("[2.0,1.0]");
        assertThat(report.json().at("/comparison/difference/low").asDouble()).isEqualTo(0.85);
        assertThat(report.json().at("/comparison/verdict").asText()).isEqualTo("better");
        assertThat(report.json().at("/examples/0/prompt").asText()).isEqualTo("q");
        assertThat(report.json().at("/examples/0/base").asText()).isEqualTo("b");
    }
}
