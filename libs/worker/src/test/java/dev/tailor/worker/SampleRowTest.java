package dev.tailor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.text.EncodedChat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleRowTest {

    @Test
    void thePromptOfAChatEndsWhereItsLastAnswerBegins() {
        // When
        var row = SampleRow.of(row("..xx..xxx."), 100).orElseThrow();
        // Then
        assertThat(row.prompt()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(row.reference()).containsExactly(6, 7, 8);
        assertThat(row.line()).isEqualTo(7);
    }

    @Test
    void thePromptOfAPlainTextIsItsFirstHalf() {
        // When
        var row = SampleRow.of(row(".xxxxxxx"), 100).orElseThrow();
        // Then
        assertThat(row.prompt()).containsExactly(0, 1, 2, 3);
        assertThat(row.reference()).containsExactly(4, 5, 6, 7);
    }

    @Test
    void aLongPlainTextIsCutAtTheLongestPrompt() {
        assertThat(SampleRow.of(row(".xxxxxxx"), 2).orElseThrow().prompt()).containsExactly(0, 1);
    }

    @Test
    void aChatWithALongerPromptIsPassedOver() {
        assertThat(SampleRow.of(row(".....xx"), 4)).isEmpty();
    }

    @Test
    void aRowWithoutAnAnswerIsPassedOver() {
        assertThat(SampleRow.of(row("....."), 100)).isEmpty();
    }

    /** @param marks x where a token is learnt */
    private static TrainingRows.Row row(String marks) {
        var trained = new boolean[marks.length()];
        for (int at = 0; at < trained.length; at++) {
            trained[at] = marks.charAt(at) == 'x';
        }
        return new TrainingRows.Row(
                new EncodedChat(IntStream.range(0, trained.length).toArray(), trained), 7);
    }
}
