package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates group and test as in Python. */
class TemplateSourceTest {

    private static final Conversation CALL = ConversationJson.parse("""
            {"messages":[{"role":"user","content":"u"},
             {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f"}}]},
             {"role":"tool","content":"t","tool_call_id":"c"}],"tools":[{"type":"function","function":{"name":"f"}}]}""");
    private static final Conversation PLAIN =
            ConversationJson.parse("{\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            ~{% if not a is defined %}x{% endif %}~       | ~{% if not (a is defined )%}x{% endif %}~
            ~{{ not a == 1 and b }}~                      | ~{{ not (a == 1 )and b }}~
            ~{{ a is not none or b not in c }}~           | ~{{ a is not none or b not in c }}~
            ~{{ f(x=a|length - 1, y=not b) }}~            | ~{{ f(x=(a|length - 1), y=(not (b))) }}~
            ~{{ f(a == b, c != d) }}~                     | ~{{ f(a == b, c != d) }}~
            ~{%- set x = not a if b else c -%}~           | ~{%- set x = not (a )if b else c -%}~
            ~{{ {'a': not b, 'c': [not d]} }}~            | ~{{ {'a': not (b), 'c': [not (d)]} }}~
            ~{{ 'not a' }} not a {# not a #}~             | ~{{ 'not a' }} not a {# not a #}~
            ~{% raw %}{{ not a }}{% endraw %}{{ not a }}~ | ~{% raw %}{{ not a }}{% endraw %}{{ not (a )}}~
            ~{% macro f(a, b='') %}{% endmacro %}~        | ~{% macro f(a, b='') %}{% endmacro %}~
            ~{{ 'it\\'s' }}{{ not a~                      | ~{{ 'it\\'s' }}{{ not (a)~
            """)
    void parenthesesStandWherePythonHasThem(String source, String expected) {
        assertThat(TemplateSource.grouped(source).text()).isEqualToIgnoringWhitespace(expected);
    }

    @Test
    void whatIsNotDefinedIsFoundByNot() {
        // Given
        var source = "{%- if not tools is defined -%}{%- set tools = none -%}{%- endif -%}"
                + "{{- 'no tools' if tools is none else tools|length -}}";
        // When, then
        assertThat(render(source, PLAIN)).isEqualTo("no tools");
        assertThat(render(source, CALL)).isEqualTo("1");
    }

    @Test
    void theLastQuestionIsFoundFromBehind() {
        // Given
        var source = "{%- set ns = namespace(open=true, last=messages|length - 1) -%}"
                + "{%- for m in messages[::-1] -%}"
                + "{%- if ns.open and m.role == 'user' -%}"
                + "{%- set ns.open = false -%}{%- set ns.last = (messages|length - 1) - loop.index0 -%}"
                + "{%- endif -%}{%- endfor -%}{{- ns.last -}}{{- messages[-1].role -}}{{- messages[:1]|length -}}";
        // When, then
        assertThat(render(source, CALL)).isEqualTo("0tool1");
    }

    @Test
    void callsAndAnswersOfToolsAreTold() {
        // Given
        var source = "{%- for m in messages -%}"
                + "{%- if not (m.role == 'tool' or 'tool_calls' in m) -%}{{- m.content -}}"
                + "{%- elif 'tool_calls' in m -%}"
                + "{%- if not m.tool_calls|length == 1 -%}{{- raise_exception('one call at once') -}}{%- endif -%}"
                + "{{- '<' + m.tool_calls[0].function.name + '>' -}}"
                + "{%- elif m.content is mapping or m.content is iterable -%}{{- m.content|tojson -}}"
                + "{%- if m.content.content is defined -%}never{%- endif -%}"
                + "{%- endif -%}{%- endfor -%}";
        // When, then
        assertThat(render(source, CALL)).isEqualTo("u<f>\"t\"");
    }

    @Test
    void aLoopWithAConditionCountsWhatItKeeps() {
        // Given
        var source = "{%- for m in messages if m.role != 'assistant' -%}"
                + "{{- loop.index ~ m.role ~ (',' if not loop.last else '.') -}}{%- endfor -%}"
                + "{%- for k, v in messages[0].items() if k == 'role' -%}{{- k ~ v -}}{%- endfor -%}"
                + "{%- for k, v in messages[0]|items -%}{{- k -}}{%- endfor -%}";
        // When, then
        assertThat(render(source, CALL)).isEqualTo("1user,2tool.roleuserrolecontent");
    }

    @ParameterizedTest
    @CsvSource({"{{ messages|nonsense }}, filter nonsense", "{{ messages is strange }}, test strange"})
    void whatTheEngineWouldAnswerWithNothingIsRefused(String source, String named) {
        assertThatThrownBy(() -> render(source, PLAIN))
                .isInstanceOf(TextModelException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aStringGoesOnBehindABackslash() {
        assertThat(render("{{- 'one \\\ntwo' -}}", PLAIN)).isEqualTo("one two");
    }

    private static String render(String source, Conversation conversation) {
        return ChatTemplate.of(source, new SpecialTokens(Map.of(), null, null, Set.of()))
                .render(conversation);
    }
}
