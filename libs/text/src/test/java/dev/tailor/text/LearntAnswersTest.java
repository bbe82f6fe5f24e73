package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearntAnswersTest {

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
            {%- elif m.role == 'assistant' -%}{{- ' ' + m.content + '<|im_end|>' -}}{%- endif -%}
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
    void answersWhoseReasoningWouldBeLeftOutAreLearntOneByOne() {
        // Given
        var reasoned = "<think>hm</think>One.";
        var turns =
                List.of(Message.user("a"), Message.assistant(reasoned), Message.user("b"), Message.assistant("Two."));
        // When
        var parts = answers(REASONING).parts(new Conversation(turns));
        // Then
        assertThat(parts)
                .extracting(part -> part.chat().text())
                .containsExactly(
                        turn("user", "a") + turn("assistant", "<think>hm</think>One."),
                        turn("user", "a")
                                + turn("assistant", "One.")
                                + turn("user", "b")
                                + turn("assistant", "<think></think>Two."));
        assertThat(learnt(REASONING, turns))
                .containsExactly("<think>hm</think>One.<|im_end|>", "<think></think>Two.<|im_end|>");
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
    void anAnswerIsLearntBehindThePromptThatAsksForIt() {
        // Given
        var turns = List.of(new Message(Role.SYSTEM, "Be brief."), Message.user("a"), Message.assistant("One."));
        // When
        var parts = answers(LATE_SYSTEM).parts(new Conversation(turns));
        // Then
        assertThat(parts).extracting(part -> part.chat().text()).containsExactly("[Be brief. a] One.<|im_end|>");
        assertThat(learnt(LATE_SYSTEM, turns)).containsExactly(" One.<|im_end|>");
    }

    @Test
    void noAnswerOfSeveralLosesTheSystemMessage() {
        // Given
        var turns = List.of(
                new Message(Role.SYSTEM, "Be brief."),
                Message.user("a"),
                Message.assistant("One."),
                Message.user("b"),
                Message.assistant("Two."));
        // When
        var text = answers(LATE_SYSTEM).text(new Conversation(turns));
        // Then
        assertThat(text).isEqualTo("[Be brief. a] One.<|im_end|>" + "[a] One.<|im_end|>[Be brief. b] Two.<|im_end|>");
    }

    @Test
    void aCallIsLearntBehindThePromptThatAsksForIt() {
        // Given
        var template = LATE_SYSTEM.replace(
                "{{- ' ' + m.content",
                "{%- if m.tool_calls -%}{{- '!' + m.tool_calls[0].function.name -}}{%- endif -%}{{- ' ' + m.content");
        var call = new Message(Role.ASSISTANT, "", 1, null, CALL, null);
        var turns = List.of(new Message(Role.SYSTEM, "Be brief."), Message.user("a"), call);
        // Then
        assertThat(learnt(template, turns)).containsExactly("!add <|im_end|>");
    }

    @Test
    void anAnswerThatSpellsAPartOfItsEndTokenKeepsIt() {
        // Given
        var turns = List.of(new Message(Role.SYSTEM, "s"), Message.user("im"), Message.assistant("im"));
        // Then
        assertThat(learnt(LATE_SYSTEM, turns)).containsExactly(" im<|im_end|>");
    }

    @Test
    void equalQuestionsAreToldApart() {
        // Given
        var turns = List.of(
                new Message(Role.SYSTEM, "s"),
                Message.user("a"),
                Message.assistant("One."),
                Message.user("a"),
                Message.assistant("Two."));
        // Then
        assertThat(learnt(LATE_SYSTEM, turns)).containsExactly(" One.<|im_end|>", " Two.<|im_end|>");
    }

    @Test
    void aLastTurnThatIsNotLearntIsNotLeftOut() {
        // Given
        var unlearnt = new Message(Role.ASSISTANT, "Two.", 0, null, null, null);
        var turns = List.of(
                new Message(Role.SYSTEM, "s"),
                Message.user("a"),
                Message.assistant("One."),
                Message.user("b"),
                unlearnt);
        var probe = new TemplateProbe(answers(LATE_SYSTEM)::text);
        // Then
        assertThat(probe.leftOut(new Conversation(turns))).isEmpty();
        assertThat(learnt(LATE_SYSTEM, turns)).containsExactly(" One.<|im_end|>");
    }

    @Test
    void otherSpacesAroundAnAnswerAreNoLoss() {
        // Given
        var template = REASONING.replace("{{- answer -}}", "{{- answer.strip() -}}");
        var turns = List.of(
                Message.user("a"), Message.assistant("\u3000One.\u00A0"), Message.user("b"), Message.assistant("Two."));
        // Then
        assertThat(learnt(template, turns)).containsExactly("One.<|im_end|>", "<think></think>Two.<|im_end|>");
    }

    @Test
    void theLastAnswerAloneIsLearntWhereATemplateMarksNoOther() {
        // Given
        var marks = "{%- for m in messages -%}{%- if loop.last -%}{% generation %}{{- m.content -}}{% endgeneration %}"
                + "{%- else -%}{{- m.content -}}{%- endif -%}{%- endfor -%}";
        var turns = new Conversation(
                List.of(Message.user("a"), Message.assistant("One."), Message.user("b"), Message.assistant("Two.")));
        // Then
        assertThat(learnt(marks, turns.answering(3).messages())).containsExactly("Two.");
    }

    @Test
    void aPromptIsOneText() {
        // Given
        var turns = List.of(
                new Message(Role.SYSTEM, "Be brief."), Message.user("a"), Message.assistant("One."), Message.user("b"));
        // When
        var prompt = answers(LATE_SYSTEM).prompt(new Conversation(turns));
        // Then
        assertThat(prompt.text()).isEqualTo("[a] One.<|im_end|>[Be brief. b]");
    }

    @Test
    void reasoningThatATemplateNeverWritesIsNotLostInSilence() {
        // Given
        var template = "{%- for m in messages -%}{{- m.content.split('</think>')[-1] + '<|im_end|>' -}}{%- endfor -%}";
        var turns = List.of(Message.user("a"), Message.assistant("<think>hm</think>One."));
        // Then
        assertThatThrownBy(() -> learnt(template, turns))
                .isInstanceOf(TextModelException.class)
                .hasMessageContaining("leaves out a part of messages[1].content");
    }

    @Test
    void anAnswerBeginsOutsideOfSpecialTokens() {
        // Given
        var template = "{%- for m in messages -%}{{- m.role + ':' + m.content -}}{%- if m.role == 'assistant' -%}"
                + "{{- '<|im_end|>' -}}{%- endif -%}{%- endfor -%}{%- if add_generation_prompt -%}"
                + "{{- 'assistant:<think>' -}}{%- endif -%}";
        // Then
        assertThat(learnt(template, List.of(Message.user("a"), Message.assistant(""))))
                .containsExactly("<|im_end|>");
    }

    @Test
    void anAnswerOfWeightZeroIsNotLearntWhereATemplateMarksPartsOfAnswers() {
        // Given
        var marks = "{%- for m in messages -%}{%- if m.role == 'assistant' -%}{% generation %}{{- m.content -}}"
                + "{% endgeneration %}{% generation %}!{% endgeneration %}{%- else -%}{{- m.content -}}{%- endif -%}"
                + "{%- endfor -%}";
        var turns = new Conversation(
                List.of(Message.user("a"), Message.assistant("One."), Message.user("b"), Message.assistant("Two.")));
        // Then
        assertThat(learnt(marks, turns.messages())).containsExactly("One.", "!", "Two.", "!");
        assertThat(learnt(marks, turns.answering(3).messages())).containsExactly("Two.", "!");
    }

    @Test
    void weightsAreKeptOnlyWhereEachAnswerIsMarked() {
        // Given
        var marks = "{%- for m in messages -%}{%- if loop.last -%}{% generation %}{{- m.content -}}{% endgeneration %}"
                + "{%- else -%}{{- m.content -}}{%- endif -%}{%- endfor -%}";
        var unlearnt = new Message(Role.ASSISTANT, "One.", 0, null, null, null);
        var turns = List.of(
                Message.user("a"),
                unlearnt,
                Message.user("b"),
                Message.assistant("Two."),
                Message.user("c"),
                Message.assistant("Three."));
        // Then
        assertThatThrownBy(() -> learnt(marks, turns)).hasMessageContaining("marks 1 answers of 3 assistant messages");
    }

    private static List<String> learnt(String template, List<Message> turns) {
        return answers(template).parts(new Conversation(turns)).stream()
                .flatMap(part -> part.chat().spans().stream()
                        .filter(TextSpan::trained)
                        .map(span -> part.chat().text().substring(span.from(), span.to())))
                .toList();
    }

    private static LearntAnswers answers(String template) {
        return new LearntAnswers(ChatTemplate.of(template, TOKENS), TOKENS);
    }

    private static String turn(String role, String content) {
        return "<|im_start|>%s\n%s<|im_end|>\n".formatted(role, content);
    }
}
