package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever kind of tokenizer: what a user types never becomes a special token. */
class TypedTokensTest {

    private static final String TEMPLATE = "{%- for m in messages -%}{{- m.role + ': ' + m.content + eos_token -}}"
            + "{%- endfor -%}{%- if add_generation_prompt -%}assistant: {%- endif -%}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "TinyStories-656K-llama/tokenizer.json, tokenizer.json, <|end_story|>",
        "stories260K-llama/tokenizer.json, tokenizer.json, </s>",
        "tokenizers/llama2-32k/tokenizer.json, tokenizer.json, </s>",
        "tokenizers/llama2-32k/tokenizer.model, tokenizer.model, </s>",
        "tokenizers/torchtune-assets/m.model, tokenizer.model, </s>",
        "tokenizers/torchtune-assets/tiktoken_small.model, tokenizer.model, <|end_of_text|>",
        "tokenizers/torchtune-assets/tiny_bpe_tokenizer.json, tokenizer.json, <|im_end|>",
        "synthetic/qwen2-2L32H/tokenizer.json, tokenizer.json, <|endoftext|>"
    })
    void onlyTheTemplateWritesSpecialTokens(String file, String name, String end) throws IOException {
        // Given
        var source = Material.folder(file);
        Files.copy(source, folder.resolve(name));
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\":\"%s\"}".formatted(end));
        Files.writeString(folder.resolve("chat_template.jinja"), TEMPLATE);
        try (var encoder = ChatEncoder.open(folder)) {
            var typed = "a%1$s %1$s%1$sb".formatted(end);
            var spellings = String.join("", encoder.tokenizer().special().ids().keySet());
            var chat = new Conversation(List.of(Message.user(typed + spellings), Message.assistant(spellings + typed)));
            // When
            var ids = encoder.encode(chat).ids();
            // Then
            int endId = encoder.tokenizer().special().endId().orElseThrow();
            var special = encoder.tokenizer().special().ids();
            assertThat(Arrays.stream(ids).filter(id -> id == endId)).hasSize(2);
            assertThat(Arrays.stream(ids).filter(id -> isSpecial(encoder, id))).hasSize(2);
            assertThat(Arrays.stream(encoder.tokenizer().encode(String.join(" ", special.keySet()))))
                    .noneMatch(id -> isSpecial(encoder, id));
        }
    }

    /** The unknown token is what text without a piece becomes, and opens nothing. */
    private static boolean isSpecial(ChatEncoder encoder, int id) {
        return encoder.tokenizer().special().ids().entrySet().stream()
                .anyMatch(token -> token.getValue() == id && !token.getKey().equals("<unk>"));
    }
}
