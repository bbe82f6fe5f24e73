package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerSpansTest {

    private static final SpecialTokens TOKENS =
            new SpecialTokens(Map.of("<|im_start|>", 1, "<|im_end|>", 2), null, "<|im_end|>", Set.of(2));
    private static final String CALL = "[{\"type\":\"function\",\"function\":{\"name\":\"add\"}}]";
    /** The last turn has its reasoning, or an empty one; turns before the last user's have none. */
    private static final String REASONING = """
            {%- set ns = namespace(last=0) -%}
            {%- for m in messages -%}{%- if m.role == 'user' -%}{%- set ns.last = loop.index0 -%}{%- endif -%}{%- endfor -%}
            {%- for m in messages -%}
            {{- '<|im_start|>' + m.role + '\\n' -}}
            {%- set answer = m.content.split('</think>')[-1] -%}
            {%- if m.role == 'assistant' and loop.index0 > ns.last and (loop.last or '</think>' in m.content) -%}
            {{- m.content if '</think>' in m.content else '<think></think>' + m.content -}}
            {%- else -%}
            {{- answer -}}
            {%- endif -%}
            {%- if m.tool_calls -%}{{- '<call>' + m.tool_calls[0].function.name + '</call>' -}}{%- endif -%}
            {{- '<|im_end|>\\n' -}}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}""";
    /** The system message goes into the last message, if a user's. */
    private static final String LATE_SYSTEM = """
            {%- for m in messages -%}
            {%- if m.role == 'user' and loop.last -%}{{- '[' + messages[0].content + ' ' + m.content + ']' -}}
            {%- elif m.role == 'user' -%}{{- '[' + m.content + ']' -}}
            {%- elif m.role == 'assistant' -%}{{- m.content + '<|im_end|>' -}}{%- endif -%}
            {%- endfor -%}""";

    @Test
    void anEarlierAnswerThatIsWrittenWithoutReasoningIsLearnt() {
        // Given
        var turns = List.of(Message.user("a"), Message.assistant("One."), Message.user("b"), Message.assistant("Two."));
        // Then
        assertThat(learnt(REASONING, turns)).containsExactly("One.<|im_end|>", "<think></think>Two.<|im_end|>");
    }

    @Test
    void callsOfToolsAreLearntThoughTheConversationGoesOn() {
        // Given
        var call = new Message(Role.ASSISTANT, "", 1, null, CALL, null);
        var result = new Message(Role.TOOL, "4", 1, "add", null, null);
        // Then
        assertThat(learnt(REASONING, List.of(Message.user("2+2?"), call, result, Message.assistant("4"))))
                .containsExactly("<call>add</call><|im_end|>", "<think></think>4<|im_end|>");
    }

    @Test
    void anEarlierAnswerWhoseReasoningIsLeftOutIsRefused() {
        // Given
        var reasoned = "<think>hm</think>One.";
        var turns =
                List.of(Message.user("a"), Message.assistant(reasoned), Message.user("b"), Message.assistant("Two."));
        // Then
        assertThatThrownBy(() -> learnt(REASONING, turns))
                .isInstanceOf(TextModelException.class)
                .hasMessageContaining("messages[1]")
                .hasMessageContaining("give it the weight 0, and let another row end with it");
    }

    @Test
    void anEarlierAnswerOfWeightZeroMayLoseItsReasoning() {
        // Given
        var unlearnt = new Message(Role.ASSISTANT, "<think>hm</think>One.", 0, null, null, null);
        var turns = List.of(Message.user("a"), unlearnt, Message.user("b"), Message.assistant("Two."));
        // Then
        assertThat(learnt(REASONING, turns)).containsExactly("<think></think>Two.<|im_end|>");
    }

    @Test
    void aPromptThatIsWrittenOtherwiseOnceItIsAnsweredIsRefused() {
        // Given
        var turns = List.of(new Message(Role.SYSTEM, "Be brief."), Message.user("a"), Message.assistant("One."));
        // Then
        assertThatThrownBy(() -> learnt(LATE_SYSTEM, turns)).hasMessageContaining("messages[2]");
    }

    @Test
    void aChatGoesOnWhereARowWouldBeRefused() {
        // Given
        var turns = List.of(
                new Message(Role.SYSTEM, "Be brief."), Message.user("a"), Message.assistant("One."), Message.user("b"));
        // When
        var prompt = spans(LATE_SYSTEM).ofPrompt(new Conversation(turns));
        // Then
        assertThat(prompt.text()).isEqualTo("[a]One.<|im_end|>[Be brief. b]");
    }

    @Test
    void weightsAreKeptOnlyWhereEachAnswerIsMarked() {
        // Given
        var marks = "{%- for m in messages -%}{%- if loop.last -%}{% generation %}{{- m.content -}}{% endgeneration %}"
                + "{%- else -%}{{- m.content -}}{%- endif -%}{%- endfor -%}";
        var unlearnt = new Message(Role.ASSISTANT, "One.", 0, null, null, null);
        var turns = List.of(Message.user("a"), unlearnt, Message.user("b"), Message.assistant("Two."));
        // Then
        assertThatThrownBy(() -> learnt(marks, turns)).hasMessageContaining("marks 1 answers of 2 assistant messages");
    }

    private static List<String> learnt(String template, List<Message> turns) {
        var chat = spans(template).of(new Conversation(turns));
        return chat.spans().stream()
                .filter(TextSpan::trained)
                .map(span -> chat.text().substring(span.from(), span.to()))
                .toList();
    }

    private static AnswerSpans spans(String template) {
        return new AnswerSpans(ChatTemplate.of(template, TOKENS), TOKENS);
    }
}
