package dev.tailor.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.model.ModelConfig;
import dev.tailor.text.ChatEncoder;
import dev.tailor.text.Conversation;
import dev.tailor.text.Message;
import dev.tailor.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseModelRecipeTest {
    private static final Path BUNDLED = Path.of(System.getProperty("tailor.root"), "samples/models/tailor-tiny");

    @TempDir
    private Path work;

    @Test
    void theRecipeReproducesTheBundledTokenizerAndConfiguration() throws IOException {
        // When
        var start = new BaseModelRecipe(work).start();
        // Then
        for (var name : List.of("tokenizer.json", "tokenizer_config.json", "config.json", "generation_config.json")) {
            assertThat(start.resolve(name)).hasSameTextualContentAs(BUNDLED.resolve(name));
        }
    }

    @Test
    void theBundledModelIsSmallAndOfTheLlamaFamily() throws IOException {
        // When
        var config = ModelConfig.read(BUNDLED);
        // Then
        assertThat(config.architecture()).isEqualTo("llama");
        assertThat(Files.size(BUNDLED.resolve("model.safetensors"))).isLessThan(12_000_000);
    }

    @Test
    void textComesBackFromItsPieces() {
        // Given
        var text = "Où est my lamp 42? <|eos|> 日本 \n\tdone";
        try (var tokenizer = Tokenizer.open(BUNDLED)) {
            // When
            var back = tokenizer.decode(tokenizer.encode(text));
            // Then
            assertThat(back).isEqualTo(text);
        }
    }

    @Test
    void onlyTheAnswerOfATicketIsLearntAndEndsWithTheEndToken() {
        // Given
        var chat = new Conversation(List.of(Message.user("Where is it?"), Message.assistant("queue: shipping")));
        try (var encoder = ChatEncoder.open(BUNDLED)) {
            // When
            var encoded = encoder.encode(chat);
            // Then
            int last = encoded.ids().length - 1;
            assertThat(encoded.ids()[0]).isZero();
            assertThat(encoded.ids()[last]).isOne();
            assertThat(encoded.trained()[last]).isTrue();
            assertThat(encoded.trained()[1]).isFalse();
            assertThat(encoded.trainedTokens()).isLessThan(last);
        }
    }
}
