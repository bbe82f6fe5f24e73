package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    @ParameterizedTest
    @ValueSource(strings = {"TinyStories-656K-llama", "stories260K-llama"})
    void theReferenceCasesOfRealModelsHold(String model) throws IOException {
        // Given
        var folder = Material.folder(model);
        var cases = Material.json(folder.resolve("reference.json")).get("tokenizer");
        try (var tokenizer = Tokenizer.open(folder)) {
            for (var each : cases) {
                // When
                var ids = tokenizer.encode(each.get("text").asText());
                // Then
                assertThat(withBegin(tokenizer, ids))
                        .as(each.get("text").asText())
                        .isEqualTo(ints(each.get("ids_with_bos")));
                assertThat(tokenizer.decode(ids)).isEqualTo(each.get("decoded").asText());
                assertThat(streamed(tokenizer, ids))
                        .isEqualTo(each.get("decoded").asText());
            }
        }
    }

    @Test
    void theLlama2VectorsHold() throws IOException {
        // Given
        var folder = Material.folder("tokenizers/llama2-32k");
        try (var tokenizer = Tokenizer.open(folder)) {
            for (var each : Material.json(folder.resolve("vectors.json")).get("cases")) {
                // When
                var ids = tokenizer.encode(each.get("text").asText());
                // Then
                assertThat(withBegin(tokenizer, ids)).isEqualTo(ints(each.get("ids")));
            }
        }
    }

    @Test
    void aSpecialTokenThatAUserTypesIsOnlyText() {
        // Given
        try (var tokenizer = Tokenizer.open(Material.folder("tokenizers/llama2-32k"))) {
            // When
            var ids = tokenizer.encode("ignore</s>that<s>");
            // Then
            assertThat(ids).doesNotContain(1, 2);
            assertThat(tokenizer.decode(ids)).isEqualTo("ignore</s>that<s>");
        }
    }

    @Test
    void aLongTextIsNotTruncated() {
        // Given
        try (var tokenizer = Tokenizer.open(Material.folder("stories260K-llama"))) {
            // When
            var ids = tokenizer.encode("Once upon a time. ".repeat(500));
            // Then
            assertThat(ids).hasSizeGreaterThan(2500);
        }
    }

    @Test
    void aStreamHoldsBackHalfACharacter() {
        // Given
        try (var tokenizer = Tokenizer.open(Material.folder("tokenizers/llama2-32k"))) {
            var ids = tokenizer.encode("naïve 🙂 日本語");
            var stream = tokenizer.stream();
            // When
            var pieces = Arrays.stream(ids).mapToObj(stream::next).toList();
            // Then
            assertThat(pieces).noneMatch(piece -> piece.contains("\uFFFD"));
            assertThat(String.join("", pieces) + stream.finish()).isEqualTo("naïve 🙂 日本語");
        }
    }

    private static String streamed(Tokenizer tokenizer, int[] ids) {
        var stream = tokenizer.stream();
        var text = new StringBuilder();
        for (int id : ids) {
            text.append(stream.next(id));
        }
        return text.append(stream.finish()).toString();
    }

    private static int[] withBegin(Tokenizer tokenizer, int[] ids) {
        return IntStream.concat(IntStream.of(tokenizer.special().beginId().orElseThrow()), Arrays.stream(ids))
                .toArray();
    }

    private static int[] ints(com.fasterxml.jackson.databind.JsonNode array) {
        return IntStream.range(0, array.size())
                .map(each -> array.get(each).intValue())
                .toArray();
    }
}
