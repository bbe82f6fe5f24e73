package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextTest {

    private static final Conversation TEXT = Conversation.plain("Once upon a time</s>");

    @TempDir
    private Path folder;

    @Test
    void everyTokenOfATextIsLearntAndThatItEnds() {
        // Given
        try (var encoder = ChatEncoder.open(Material.folder("tokenizers/llama2-32k"))) {
            // When
            var text = encoder.encode(TEXT);
            // Then
            var expected = encoder.tokenizer().encode("Once upon a time</s>");
            assertThat(text.ids()).isEqualTo(concatenated(1, expected, 2));
            assertThat(text.trainedTokens()).isEqualTo(expected.length + 1);
            assertThat(text.trained()[0]).isFalse();
            assertThat(encoder.prompt(TEXT)).isEqualTo(Arrays.copyOf(text.ids(), text.ids().length - 1));
        }
    }

    @Test
    void aModelThatBeginsNoTextWithATokenGetsNone() {
        // Given
        try (var encoder = ChatEncoder.open(Material.folder("tiny-gpt2-fixture"))) {
            // When
            var text = encoder.encode(Conversation.plain("lower newer"));
            // Then
            assertThat(text.ids()).containsExactly(0, 1, 2, 15, 10, 9, 3, 2, 15, 20);
            assertThat(text.trained()[0]).isFalse();
            assertThat(text.trainedTokens()).isEqualTo(9);
        }
    }

    @Test
    void theConfigurationDecidesWhetherATextHasABeginning() throws IOException {
        // Given
        Files.copy(
                Material.folder("tokenizers/llama2-32k").resolve("tokenizer.model"), folder.resolve("tokenizer.model"));
        for (boolean begins : new boolean[] {true, false}) {
            Files.writeString(folder.resolve("tokenizer_config.json"), "{\"add_bos_token\":%s}".formatted(begins));
            try (var encoder = ChatEncoder.open(folder)) {
                // When
                var ids = encoder.encode(TEXT).ids();
                // Then
                assertThat(ids[0] == 1).isEqualTo(begins);
                assertThat(ids[ids.length - 1]).isEqualTo(2);
            }
        }
    }

    @Test
    void aTokenizerWithoutEndTokenTeachesNothing() throws IOException {
        // Given
        Files.copy(
                Material.folder("tokenizers/torchtune-assets").resolve("tiny_bpe_tokenizer.json"),
                folder.resolve("tokenizer.json"));
        try (var encoder = ChatEncoder.open(folder)) {
            var chat = new Conversation(List.of(Message.user("a"), Message.assistant("b")));
            for (var row : List.of(TEXT, chat)) {
                // When, then
                assertThatThrownBy(() -> encoder.encode(row))
                        .isInstanceOf(TextModelException.class)
                        .hasMessageContainingAll("no end token", "eos_token", "tokenizer_config.json");
            }
            assertThat(encoder.prompt(chat)).isNotEmpty();
        }
    }

    @Test
    void aTextIsOneMessage() {
        assertThatThrownBy(() -> new Conversation(
                        List.of(Message.user("a"), Message.assistant("b")), null, Conversation.Form.TEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one message");
    }

    private static int[] concatenated(int first, int[] middle, int last) {
        return IntStream.concat(IntStream.concat(IntStream.of(first), Arrays.stream(middle)), IntStream.of(last))
                .toArray();
    }
}
