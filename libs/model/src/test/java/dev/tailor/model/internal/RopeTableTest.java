package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.Rope;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Right: the frequencies and attention factors of Transformers 5, for heads of 8 and 150 positions. */
class RopeTableTest {

    private static final int SIZE = 8;
    private static final int POSITIONS = 150;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            64  | "linear", "factor": 4.0 | 0.25 0.0250000004 0.00249999994 0.000250000012 | 1
            64  | "dynamic", "factor": 4.0 | 1 0.0539311841 0.00290857232 0.000156862749 | 1
            512 | "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 64 | 1 0.0130422562 0.00124999997 0.000125000006 | 1
            256 | "yarn", "factor": 4.0, "original_max_position_embeddings": 64 | 1 0.0625 0.00249999994 0.000250000012 | 1.138629436111989
            256 | "yarn", "original_max_position_embeddings": 64 | 1 0.0625 0.00249999994 0.000250000012 | 1.138629436111989
            256 | "yarn", "factor": 4.0, "original_max_position_embeddings": 64, "beta_fast": 16, "beta_slow": 2, "attention_factor": 0.8 | 1 0.0250000004 0.00249999994 0.000250000012 | 0.8
            256 | "yarn", "factor": 4.0, "original_max_position_embeddings": 64, "mscale": 0.7, "mscale_all_dim": 0.5 | 1 0.0625 0.00249999994 0.000250000012 | 1.0259286501478284
            256 | "yarn", "factor": 4.0, "original_max_position_embeddings": 64, "truncate": false | 1 0.0255952496 0.00249999994 0.000250000012 | 1.138629436111989
            """)
    void frequenciesAreThoseOfTransformers(int context, String type, String expected, double attention)
            throws JsonProcessingException {
        // When
        var rope = rope(context, type);
        // Then
        var figures = expected.split(" ");
        for (int pair = 0; pair < figures.length; pair++) {
            assertThat(RopeTable.frequencies(rope, SIZE, POSITIONS)[pair])
                    .isCloseTo(Double.parseDouble(figures[pair]), withinPercentage(1e-4));
        }
        assertThat(RopeTable.attention(rope)).isCloseTo(attention, withinPercentage(1e-9));
    }

    private static Rope rope(int context, String type) throws JsonProcessingException {
        var config = new ObjectMapper()
                .readTree("{\"rope_theta\": 10000.0, \"rope_scaling\": {\"rope_type\": %s}}".formatted(type));
        return new RopeFile(Path.of("config.json"), config).rope(context);
    }
}
