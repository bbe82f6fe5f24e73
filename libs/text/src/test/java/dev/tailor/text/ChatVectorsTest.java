package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole chats against ids and masks that torchtune published. */
class ChatVectorsTest {

    private static final String QWEN = """
            {%- for m in messages -%}
            {%- if m.role == 'tool' -%}
            {{- '<|im_start|>user\\n<tool_response>\\n' + m.content + '\\n</tool_response><|im_end|>' -}}
            {%- elif m.tool_calls -%}
            {{- '<|im_start|>assistant' -}}
            {%- for call in m.tool_calls -%}
            {{- '\\n<tool_call>\\n' + call.function.name + '\\n</tool_call>' -}}
            {%- endfor -%}
            {{- '<|im_end|>' -}}
            {%- else -%}
            {{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>' -}}
            {%- endif -%}
            {{- '' if loop.last else '\\n' -}}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{- '\\n<|im_start|>assistant\\n' -}}{%- endif -%}""";
    private static final String QWEN_CONFIGURATION = """
            {"tokenizer_class":"Qwen2Tokenizer","eos_token":"<|im_end|>","added_tokens_decoder":{
             "151643":{"content":"<|endoftext|>","special":true},"151644":{"content":"<|im_start|>","special":true},
             "151645":{"content":"<|im_end|>","special":true},"151657":{"content":"<tool_call>","special":false},
             "151658":{"content":"</tool_call>","special":false}}}""";
    private static final String LLAMA3 = """
            {%- for m in messages -%}
            {%- set role = 'ipython' if m.role == 'tool' else m.role -%}
            {%- set text = '<|start_header_id|>' + role + '<|end_header_id|>\\n\\n' -%}
            {%- if m.tool_calls -%}
            {%- set text = text + '<|python_tag|>' + m.tool_calls[0].function.name + '<|eom_id|>' -%}
            {%- else -%}
            {%- set text = text + m.content | trim + ('<|eom_id|>' if m.role == 'tool' else '<|eot_id|>') -%}
            {%- endif -%}
            {{- bos_token + text if loop.first else text -}}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' -}}{%- endif -%}""";
    private static final String LLAMA3_CONFIGURATION = """
            {"bos_token":"<|begin_of_text|>","eos_token":"<|eot_id|>","added_tokens_decoder":{
             "128000":{"content":"<|begin_of_text|>","special":true},"128001":{"content":"<|end_of_text|>","special":true},
             "128006":{"content":"<|start_header_id|>","special":true},
             "128007":{"content":"<|end_header_id|>","special":true},"128008":{"content":"<|eom_id|>","special":true},
             "128009":{"content":"<|eot_id|>","special":true},"128010":{"content":"<|python_tag|>","special":true}}}""";

    @TempDir
    private Path folder;

    @Test
    void qwen25WithASystemMessage() throws IOException {
        // Given
        var qwen = vectors().at("/tests/qwen2_5");
        try (var encoder = qwen()) {
            // When
            var chat = encoder.encode(conversation(qwen.at("/inputs/test_tokenize_messages")));
            // Then
            assertThat(chat.ids()).isEqualTo(ints(qwen.at("/literals/0/value")));
            assertThat(chat.trainedTokens()).isEqualTo(1);
        }
    }

    @Test
    void qwen25WithAToolAndItsAnswer() throws IOException {
        // Given
        var expected = vectors().at("/tests/qwen2_5/literals/1/value");
        var conversation = ConversationJson.parse("""
                {"messages":[{"role":"system","content":"a"},{"role":"user","content":"b"},
                 {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"test call"}}]},
                 {"role":"tool","content":"test response","tool_call_id":"c"},{"role":"assistant","content":""}]}""");
        try (var encoder = qwen()) {
            // When
            var chat = encoder.encode(conversation);
            // Then
            assertThat(chat.ids()).isEqualTo(ints(expected));
            assertThat(trained(chat)).containsExactly(151657, 94, 83, 269, 107, 330, 94, 151658, 151645, 151645);
        }
    }

    @Test
    void llama2WithItsMask() throws IOException {
        // When, then
        assertSentencePiece("llama2 (m.model)", 0, """
                {{- bos_token -}}{%- for m in messages -%}{%- if m.role == 'assistant' -%}
                {% generation %}{{ ' ' + m.content + eos_token }}{% endgeneration %}
                {%- else -%}{{- m.content -}}{%- endif -%}{%- endfor -%}""");
    }

    @Test
    void llama2InInstructionsWithItsMask() throws IOException {
        // When, then
        assertSentencePiece("llama2 (m.model)", 2, """
                {%- for m in messages -%}{%- if m.role == 'assistant' -%}
                {% generation %}{{ ' ' + m.content }}{% endgeneration %}
                {%- else -%}{{- '[INST] ' + m.content + ' [/INST]' -}}{%- endif -%}{%- endfor -%}""");
    }

    @Test
    void mistralInInstructionsWithItsMask() throws IOException {
        // When, then
        assertSentencePiece("mistral (m.model)", 2, """
                {{- bos_token -}}{%- for m in messages -%}{%- if m.role == 'assistant' -%}
                {% generation %}{{ ' ' + m.content + eos_token }}{% endgeneration %}
                {%- else -%}{{- '[INST] ' + m.content + ' [/INST]' -}}{%- endif -%}{%- endfor -%}""");
    }

    @Test
    void llama3MessageByMessage() throws IOException {
        // Given
        var literals =
                vectors().at("/tests").get("llama3 (tiktoken_small.model)").get("literals");
        var expected = IntStream.builder();
        Arrays.stream(ints(literals.get(0).get("value"))).forEach(expected::add);
        Arrays.stream(ints(literals.get(4).get("value"))).forEach(expected::add);
        Arrays.stream(ints(literals.get(5).get("value"))).forEach(expected::add);
        Arrays.stream(ints(literals.get(1).get("value")))
                .filter(id -> id != 128001)
                .forEach(expected::add);
        var conversation = ConversationJson.parse("""
                {"messages":[{"role":"user",
                 "content":"I can see the sun. But even if I cannot see the sun, I know that it exists."},
                 {"role":"assistant","tool_calls":[{"id":"c","type":"function",
                  "function":{"name":"locate_sun(radius=100_000_000)"}}]},
                 {"role":"tool","tool_call_id":"c","content":"{\\"content\\": True}"},
                 {"role":"assistant","content":"And to know that the sun is there - that is living."}]}""");
        write("tiktoken_small.model", "tokenizer.model");
        Files.writeString(folder.resolve("tokenizer_config.json"), LLAMA3_CONFIGURATION);
        Files.writeString(folder.resolve("chat_template.jinja"), LLAMA3);
        try (var encoder = ChatEncoder.open(folder)) {
            // When
            var chat = encoder.encode(conversation);
            // Then
            assertThat(chat.ids()).isEqualTo(expected.build().toArray());
            assertThat(trained(chat)).startsWith(128010).contains(128008).endsWith(46, 128009);
        }
    }

    private void assertSentencePiece(String family, int literal, String template) throws IOException {
        // Given
        var vectors = vectors();
        var literals = vectors.at("/tests").get(family).get("literals");
        write("m.model", "tokenizer.model");
        Files.writeString(folder.resolve("chat_template.jinja"), template);
        try (var encoder = ChatEncoder.open(folder)) {
            // When
            var chat = encoder.encode(conversation(vectors.get("messages_used_by_the_chat_tests")));
            // Then
            assertThat(chat.ids()).isEqualTo(ints(literals.get(literal).get("value")));
            var masked = literals.get(literal + 1).get("value");
            for (int at = 0; at < masked.size(); at++) {
                assertThat(chat.trained()[at]).isNotEqualTo(masked.get(at).asBoolean());
            }
        }
    }

    private ChatEncoder qwen() throws IOException {
        write("tiny_bpe_vocab.json", "vocab.json");
        write("tiny_bpe_merges.txt", "merges.txt");
        Files.writeString(folder.resolve("tokenizer_config.json"), QWEN_CONFIGURATION);
        Files.writeString(folder.resolve("chat_template.jinja"), QWEN);
        return ChatEncoder.open(folder);
    }

    private void write(String from, String to) throws IOException {
        Files.copy(Material.folder("tokenizers/torchtune-assets").resolve(from), folder.resolve(to));
    }

    private static JsonNode vectors() throws IOException {
        return Material.json(Material.folder("tokenizers/torchtune-assets").resolve("vectors.json"));
    }

    private static List<Integer> trained(EncodedChat chat) {
        List<Integer> ids = new ArrayList<>();
        for (int at = 0; at < chat.ids().length; at++) {
            if (chat.trained()[at]) {
                ids.add(chat.ids()[at]);
            }
        }
        return ids;
    }

    private static Conversation conversation(JsonNode messages) {
        return new Conversation(StreamSupport.stream(messages.spliterator(), false)
                .map(each -> new Message(
                        Role.of(each.get("role").asText()).orElseThrow(),
                        each.get("content").asText()))
                .toList());
    }

    private static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size())
                .map(each -> array.get(each).intValue())
                .toArray();
    }
}
