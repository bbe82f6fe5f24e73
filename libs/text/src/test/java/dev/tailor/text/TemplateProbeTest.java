package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateProbeTest {

    private static final String TOOLS = "[{\"type\":\"function\",\"function\":{\"name\":\"add\"}}]";
    private static final Message CALL = new Message(Role.ASSISTANT, "", 1, null, TOOLS, null);
    private static final Message RESULT = new Message(Role.TOOL, "4", 1, "add", null, null);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {% for m in messages %}{{ m.content }}{% endfor %}                                                 |
            {% for m in messages %}{% if m.role != 'system' %}{{ m.content }}{% endif %}{% endfor %}           | messages[0].content
            {% for m in messages %}{% if m.role == 'user' %}{{ m.content }}{% endif %}{% endfor %}{{ messages[0].content }} | messages[2].content
            {% for m in messages %}{{ m.content.strip() }}{% endfor %} |
            """)
    void aMessageThatIsLeftOutIsNamed(String template, String path) {
        // Given
        var row = new Conversation(
                List.of(new Message(Role.SYSTEM, "a"), new Message(Role.USER, " a "), Message.assistant("a \"a\"")));
        // Then
        assertThat(probe(template).leftOut(row).orElse(null)).isEqualTo(path);
    }

    @Test
    void toolsThatATemplateOnlyAsksForAreLeftOut() {
        // Given
        var template = "{% if tools %}You have tools.{% endif %}{% for m in messages %}{{ m.content }}{% endfor %}";
        var row = new Conversation(List.of(Message.user("a"), Message.assistant("b")), TOOLS);
        // Then
        assertThat(probe(template).leftOut(row)).contains("tools");
    }

    @Test
    void callsThatALoopNeverReachesAreLeftOut() {
        // Given
        var template = "{% for m in messages %}{% if m.role == 'user' %}{{ m.tool_calls }}{% endif %}{{ m.content }}"
                + "{% endfor %}";
        var row = new Conversation(List.of(Message.user("a"), CALL, RESULT, Message.assistant("b")));
        // Then
        assertThat(probe(template).leftOut(row)).contains("messages[1].tool_calls");
    }

    @Test
    void toolsAndCallsThatAreWrittenAreFound() {
        // Given
        var template = "{{ tools | tojson }}{% for m in messages %}{{ m.content }}"
                + "{% for call in m.tool_calls %}{{ call.function.name }}{% endfor %}{% endfor %}";
        var row = new Conversation(List.of(Message.user("a"), CALL, RESULT, Message.assistant("b")), TOOLS);
        // Then
        assertThat(probe(template).leftOut(row)).isEmpty();
    }

    @Test
    void rowsOfOneShapeAreRenderedOnce() {
        // Given
        var renderings = new AtomicInteger();
        var probe = new TemplateProbe(conversation -> "rendered %d times".formatted(renderings.incrementAndGet()));
        // When
        probe.leftOut(new Conversation(List.of(Message.user("a"), Message.assistant("b"))));
        probe.leftOut(new Conversation(List.of(Message.user("c"), Message.assistant("d"))));
        // Then
        assertThat(renderings).hasValue(1);
    }

    private static TemplateProbe probe(String template) {
        var tokens = new SpecialTokens(Map.of(), null, null, Set.of());
        return new TemplateProbe(ChatTemplate.of(template, tokens)::render);
    }
}
