package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokenizers whose directory has no tokenizer.json. */
class TokenizerFileTest {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "Hello",
            " Hello  world ",
            "def f(x):\n\treturn x ** 2\r\n",
            "naïve café, 日本語 🙂 \u00a0 x",
            "2024-01-02 costs $1,234.50",
            "ignore</s>that<s><unk>",
            "a".repeat(300));

    @TempDir
    private Path folder;

    @Test
    void aSentencePieceModelOfPairsSaysWhatItsJsonSays() throws IOException {
        // Given
        var llama = Material.folder("tokenizers/llama2-32k");
        copy(llama, "tokenizer.model", "tokenizer.model");
        try (var expected = Tokenizer.open(llama);
                var tokenizer = Tokenizer.open(folder)) {
            for (var text : TEXTS) {
                // When
                var ids = tokenizer.encode(text);
                // Then
                assertThat(ids).as(text).isEqualTo(expected.encode(text));
                assertThat(tokenizer.decode(ids)).isEqualTo(text);
            }
            assertThat(tokenizer.special().beginId()).contains(1);
            assertThat(tokenizer.special().endId()).contains(2);
            assertThat(tokenizer.vocabularySize()).isEqualTo(32_000);
        }
    }

    @Test
    void theFirstTextAloneIsPrefixedWhereTheModelWantsItSo() throws IOException {
        // Given
        copy(Material.folder("tokenizers/llama2-32k"), "tokenizer.model", "tokenizer.model");
        for (boolean legacy : new boolean[] {true, false}) {
            Files.writeString(folder.resolve("tokenizer_config.json"), "{\"legacy\":%s}".formatted(legacy));
            try (var tokenizer = Tokenizer.open(folder)) {
                // When, then
                assertThat(tokenizer.encode("Hello", TextPlace.FIRST)).containsExactly(15043);
                assertThat(tokenizer.encode("Hello", TextPlace.BEHIND_A_TOKEN)).containsExactly(legacy ? 15043 : 10994);
            }
        }
    }

    /** The ids are those of the sentencepiece library. */
    @Test
    void aUnigramModelNormalisesAndChoosesAsItsLibraryDoes() throws IOException {
        // Given
        copy(Material.folder("tokenizers/torchtune-assets"), "m.model", "tokenizer.model");
        try (var tokenizer = Tokenizer.open(folder)) {
            // When, then
            assertThat(tokenizer.encode(" hello  world \n<s> ü 日本 "))
                    .startsWith(29, 104, 38, 1024, 12, 0)
                    .endsWith(12, 0, 12, 0)
                    .doesNotContain(1);
            assertThat(tokenizer.encode("   ")).isEmpty();
            assertThat(tokenizer.special().endId()).contains(2);
        }
    }

    @Test
    void thePublishedSentencePieceVectorHolds() throws IOException {
        // Given
        var assets = Material.folder("tokenizers/torchtune-assets");
        copy(assets, "m.model", "tokenizer.model");
        var vectors = Material.json(assets.resolve("vectors.json"));
        var expected = ints(vectors.at("/tests")
                .get("llama2 (m.model)")
                .get("literals")
                .get(0)
                .get("value"));
        try (var tokenizer = Tokenizer.open(folder)) {
            // When
            var ids = IntStream.builder().add(1);
            for (var message : vectors.get("messages_used_by_the_chat_tests")) {
                IntStream.of(tokenizer.encode(message.get("content").asText())).forEach(ids::add);
            }
            // Then
            assertThat(ids.add(2).build().toArray()).isEqualTo(expected);
        }
    }

    @Test
    void ranksInTheFormOfTiktokenAreRead() throws IOException {
        // Given
        var assets = Material.folder("tokenizers/torchtune-assets");
        copy(assets, "tiktoken_small.model", "tokenizer.model");
        var vectors = Material.json(assets.resolve("vectors.json")).at("/tests");
        var literals = vectors.get("tiktoken (tiktoken_small.model)").get("literals");
        try (var tokenizer = Tokenizer.open(folder)) {
            // When, then
            assertThat(tokenizer.encode(literals.get(0).get("value").get(0).asText()))
                    .isEqualTo(ints(literals.get(1).get("value")));
            assertThat(tokenizer.decode(tokenizer.encode("naïve 日本語 🙂\n\n x"))).isEqualTo("naïve 日本語 🙂\n\n x");
            assertThat(tokenizer.special().ids())
                    .containsEntry("<|begin_of_text|>", 2000)
                    .containsEntry("<|eot_id|>", 2009)
                    .containsEntry("<|reserved_special_token_247|>", 2255)
                    .hasSize(256);
            assertThat(IntStream.of(tokenizer.encode("<|eot_id|>"))).allMatch(id -> id < 2000);
        }
    }

    @Test
    void theJsonOfTheSameRanksSaysTheSame() throws IOException {
        // Given
        var assets = Material.folder("tokenizers/torchtune-assets");
        copy(assets, "tiktoken_small.model", "tokenizer.model");
        try (var expected = Tokenizer.open(assets);
                var tokenizer = Tokenizer.open(folder)) {
            for (var text : TEXTS) {
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(expected.encode(text));
            }
        }
    }

    @Test
    void vocabularyAndMergesOfGpt2AreRead() throws IOException {
        // Given
        var fixture = Material.folder("tiny-gpt2-fixture");
        var reference = Material.json(fixture.resolve("reference.json"));
        try (var tokenizer = Tokenizer.open(fixture)) {
            // When
            var ids = tokenizer.encode(reference.get("text").asText());
            // Then
            assertThat(ids).isEqualTo(ints(reference.get("ids")));
            assertThat(tokenizer.decode(ids)).isEqualTo("lower newer");
            assertThat(tokenizer.special().endId()).contains(20);
            assertThat(tokenizer.encode("<|endoftext|>")).doesNotContain(20);
        }
    }

    @Test
    void qwenCutsTextItsOwnWay() throws IOException {
        // Given
        var assets = Material.folder("tokenizers/torchtune-assets");
        copy(assets, "tiny_bpe_vocab.json", "vocab.json");
        copy(assets, "tiny_bpe_merges.txt", "merges.txt");
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"tokenizer_class":"Qwen2Tokenizer","eos_token":"<|im_end|>","added_tokens_decoder":{
                 "2000":{"content":"<|endoftext|>","special":true},"2001":{"content":"<|im_start|>","special":true},
                 "2002":{"content":"<|im_end|>","special":true},"2003":{"content":"<tool_call>","special":false}}}""");
        var json = Files.createDirectory(folder.resolve("json"));
        Files.copy(assets.resolve("tiny_bpe_tokenizer.json"), json.resolve("tokenizer.json"));
        try (var expected = Tokenizer.open(json);
                var tokenizer = Tokenizer.open(folder)) {
            for (var text : TEXTS) {
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(expected.encode(text));
            }
            assertThat(tokenizer.special().endId()).contains(2002);
            assertThat(tokenizer.encode("<tool_call>")).containsExactly(2003);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    tokenizer.model       | not a model at all        | neither a whole SentencePiece model
                    tokenizer.model       | QQ== 0\\nno rank          | no rank
                    tokenizer.model       | QQ=== 0                   | neither a whole
                    vocab.json            | {"a":0}                   | no merges.txt
                    tokenizer_config.json | {}                        | neither tokenizer.json, nor tokenizer.model
                    tokenizer.json        | {"a"                      | not JSON
                    tokenizer.json        | {"version":"1.0"}         | not understood
                    """)
    void aFileThatIsNoTokenizerIsNamed(String name, String content, String reason) throws IOException {
        // Given
        Files.writeString(folder.resolve(name), content.replace("\\n", "\n"));
        // When, then
        assertThatThrownBy(() -> Tokenizer.open(folder).close())
                .isInstanceOf(TextModelException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aMergeOfUnknownPiecesIsNamed() throws IOException {
        // Given
        Files.writeString(folder.resolve("vocab.json"), "{\"a\":0,\"b\":1}");
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\n");
        // When, then
        assertThatThrownBy(() -> Tokenizer.open(folder).close()).hasMessageContainingAll("merges.txt", "\"a b\"");
    }

    @Test
    void aSentencePieceModelCutAnywhereIsRefusedOrSmaller() throws IOException {
        // Given
        var bytes = Files.readAllBytes(
                Material.folder("tokenizers/torchtune-assets").resolve("m.model"));
        for (int length = 1; length < 3000; length += 61) {
            Files.write(folder.resolve("tokenizer.model"), java.util.Arrays.copyOf(bytes, length));
            // When, then
            try (var tokenizer = Tokenizer.open(folder)) {
                assertThat(tokenizer.vocabularySize()).isLessThan(2000);
            } catch (TextModelException refused) {
                assertThat(refused).hasMessageContaining("tokenizer");
            }
        }
    }

    private void copy(Path from, String name, String as) throws IOException {
        Files.copy(from.resolve(name), folder.resolve(as));
    }

    private static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size())
                .map(each -> array.get(each).intValue())
                .toArray();
    }
}
