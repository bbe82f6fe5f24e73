package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Templates in the manner of those that published model families carry. */
class ChatTemplateTest {

    private static final SpecialTokens TOKENS = new SpecialTokens(
            Map.of("<s>", 1, "</s>", 2, "<|start_header_id|>", 3, "<|end_header_id|>", 4, "<|eot_id|>", 5),
            "<s>",
            "</s>",
            Set.of(2));
    private static final Conversation CHAT = new Conversation(List.of(
            new Message(Role.SYSTEM, "Be brief."),
            Message.user("Hi "),
            Message.assistant("Hello"),
            Message.user("Bye")));

    @Test
    void headersOfLlama3AreWritten() {
        // Given
        var template = ChatTemplate.of(
                "{% set loop_messages = messages %}{% for message in loop_messages %}"
                        + "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'"
                        + "+ message['content'] | trim + '<|eot_id|>' %}"
                        + "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}"
                        + "{{ content }}{% endfor %}"
                        + "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}"
                        + "{% endif %}",
                TOKENS);
        // When
        var text = template.renderPrompt(CHAT);
        // Then
        assertThat(text)
                .isEqualTo("<s><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
                        + "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|>"
                        + "<|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n");
    }

    @Test
    void instructionsOfLlama2AreWritten() {
        // Given
        var template = ChatTemplate.of(
                "{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}"
                        + "{% set system_message = messages[0]['content'] %}"
                        + "{% else %}{% set loop_messages = messages %}{% set system_message = false %}{% endif %}"
                        + "{% for message in loop_messages %}"
                        + "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
                        + "{{ raise_exception('roles must alternate') }}{% endif %}"
                        + "{% if loop.index0 == 0 and system_message != false %}"
                        + "{% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + message['content'] %}"
                        + "{% else %}{% set content = message['content'] %}{% endif %}"
                        + "{% if message['role'] == 'user' %}"
                        + "{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}"
                        + "{% elif message['role'] == 'assistant' %}"
                        + "{{ ' '  + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}",
                TOKENS);
        // When
        var text = template.render(CHAT);
        // Then
        assertThat(text)
                .isEqualTo("<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST] Hello </s><s>[INST] Bye [/INST]");
    }

    @Test
    void toolsAndCallsAreWrittenAsJson() {
        // Given
        var template = ChatTemplate.of(
                "{%- if tools %}{%- for tool in tools %}{{- tool | tojson }}\n{%- endfor %}{%- endif %}"
                        + "{%- for m in messages %}{%- if m.tool_calls %}{%- for call in m.tool_calls %}"
                        + "{{- '<call>' + call.function.name + ' ' }}{{- call.function.arguments | tojson }}"
                        + "{%- endfor %}{%- endif %}{%- endfor %}",
                TOKENS);
        var conversation = ConversationJson.parse(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"1+1\"},{\"role\":\"assistant\",\"content\":null,"
                        + "\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"add\","
                        + "\"arguments\":\"{\\\"a\\\": 1, \\\"b\\\": [1, true]}\"}}]}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"add\"}}]}");
        // When
        var text = template.render(conversation);
        // Then
        assertThat(text)
                .isEqualTo("{\"type\": \"function\", \"function\": {\"name\": \"add\"}}"
                        + "<call>add {\"a\": 1, \"b\": [1, true]}");
    }

    @Test
    void theDefaultEndsEachAnswerWithTheModelsOwnToken() {
        // Given
        var template = ChatTemplate.of(ChatTemplate.DEFAULT, TOKENS);
        // Then
        assertThat(template.render(CHAT))
                .isEqualTo("<s>System:\nBe brief.\nUser:\nHi \nAssistant:\nHello</s>User:\nBye\n");
        assertThat(template.renderPrompt(CHAT)).endsWith("</s>User:\nBye\nAssistant:\n");
    }

    @Test
    void generationSpansDecideWhatIsTrained() {
        // Given
        var template = ChatTemplate.of(
                "{% for m in messages %}{% if m.role == 'assistant' %}A:{% generation %}{{ m.content }}</s>"
                        + "{% endgeneration %}{% else %}U:{{ m.content }};{% endif %}{% endfor %}",
                TOKENS);
        // When
        var chat = new AnswerSpans(template, new AnswerPlace(template, TOKENS)).of(CHAT);
        // Then
        assertThat(chat.text()).isEqualTo("U:Be brief.;U:Hi ;A:Hello</s>U:Bye;");
        assertThat(chat.spans()).containsExactly(new TextSpan(20, 29, true));
    }
}
