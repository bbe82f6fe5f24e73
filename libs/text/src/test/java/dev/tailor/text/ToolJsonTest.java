package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"{}\"", "\"{\\\"city\\\":\\\"Oslo\\\"}\"", "{\"city\":\"Oslo\"}"})
    void argumentsAreAnObjectOrItsJson(String arguments) {
        // Given
        var calls = "[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":%s}}]";
        // When
        var conversation = ConversationJson.parse(row("assistant", calls.formatted(arguments)));
        // Then
        assertThat(conversation.messages().getFirst().toolCalls()).isEqualTo(calls.formatted(arguments));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            5                                                        |
            {}                                                       |
            ["f"]                                                    | [0]
            [{"id":"c"}]                                             | [0].function
            [{"type":"code","function":{"name":"f"}}]                | [0].type
            [{"function":{"arguments":"{}"}}]                        | [0].function.name
            [{"function":{"name":" "}}]                              | [0].function.name
            [{"id":1,"function":{"name":"f"}}]                       | [0].id
            [{"function":{"name":"f","arguments":"city=Oslo"}}]      | [0].function.arguments
            [{"function":{"name":"f","arguments":"{\\"city\\":"}}]   | [0].function.arguments
            [{"function":{"name":"f","arguments":"5"}}]              | [0].function.arguments
            [{"function":{"name":"f","arguments":null}}]             | [0].function.arguments
            [{"function":{"name":"f"}},{"function":{"name":"g","arguments":""}}] | [1].function.arguments
            """)
    void aBrokenCallIsNamedByItsPath(String calls, String path) {
        assertThatThrownBy(() -> ConversationJson.parse(row("assistant", calls)))
                .isInstanceOf(ConversationFormatException.class)
                .hasMessageStartingWith("messages[0].tool_calls" + (path == null ? "" : path) + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "system", "tool"})
    void onlyAnAssistantCallsTools(String role) {
        assertThatThrownBy(() -> ConversationJson.parse(row(role, "[{\"function\":{\"name\":\"f\"}}]")))
                .hasMessage(
                        "messages[0].tool_calls: only an assistant calls tools, not the role \"%s\"".formatted(role));
    }

    @Test
    void parallelToolCallsIsABoolean() {
        assertThatThrownBy(() -> ConversationJson.parse(
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"parallel_tool_calls\":\"yes\"}"))
                .hasMessage("parallel_tool_calls: must be true or false, was a string");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ["f"]                                                    | [0]
            [{"name":"f"}]                                           | [0].function
            [{"type":"retrieval","function":{"name":"f"}}]           | [0].type
            [{"type":"function","function":{}}]                      | [0].function.name
            [{"function":{"name":"f","description":5}}]              | [0].function.description
            [{"function":{"name":"f","parameters":"none"}}]          | [0].function.parameters
            """)
    void aBrokenToolIsNamedByItsPath(String tools, String path) {
        assertThatThrownBy(() -> ConversationJson.parse(
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":%s}".formatted(tools)))
                .isInstanceOf(ConversationFormatException.class)
                .hasMessageStartingWith("tools" + path + ": ");
    }

    private static String row(String role, String calls) {
        return "{\"messages\":[{\"role\":\"%s\",\"content\":\"\",\"tool_calls\":%s}]}".formatted(role, calls);
    }
}
