package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonValuesTest {

    private static final String TOOLS = "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,"
            + "\"parameters\":{\"n\":[1,2.50,null],\"e\":{}}}}]";
    private static final String PYTHON = "{'type': 'function', 'function': {'name': 'f', 'strict': True, "
            + "'parameters': {'n': [1, 2.5, None], 'e': {}}}}";

    @ParameterizedTest
    @ValueSource(strings = {"{{ tools[0] | string }}", "{{ tools[0] }}", "{{ '' ~ tools[0] }}"})
    void aToolIsWrittenAsPythonWritesADictionary(String expression) {
        // Given
        var template = ChatTemplate.of(expression, new SpecialTokens(Map.of(), null, null, Set.of()));
        // When
        var text = template.render(new Conversation(List.of(Message.user("a")), TOOLS));
        // Then
        assertThat(text).isEqualTo(PYTHON);
    }

    /** Right: what {@code repr} of Python 3 answers. */
    @Test
    void aTextIsQuotedAsPythonDoes() {
        assertThat(PythonValues.repr("plain")).isEqualTo("'plain'");
        assertThat(PythonValues.repr("it's")).isEqualTo("\"it's\"");
        assertThat(PythonValues.repr("it's \"it\"")).isEqualTo("'it\\'s \"it\"'");
        assertThat(PythonValues.repr("a\\b\n\tä")).isEqualTo("'a\\\\b\\n\\tä'");
    }
}
