package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationJsonTest {

    @Test
    void aChatRowIsReadAndWrittenCanonically() {
        // Given
        var row = """
                { "messages": [ {"content": "Hi", "role": "user"},
                  {"weight": 0, "role": "assistant", "content": "Hello"},
                  {"role": "assistant", "content": "Bye", "weight": 1} ] }""";
        // When
        var conversation = ConversationJson.parse(row);
        // Then
        assertThat(conversation.messages().get(1).trained()).isFalse();
        assertThat(conversation.messages().get(2).trained()).isTrue();
        assertThat(ConversationJson.write(conversation))
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Hello\",\"weight\":0},"
                        + "{\"role\":\"assistant\",\"content\":\"Bye\"}]}");
    }

    @Test
    void whatIsWrittenIsReadAgainUnchanged() {
        // Given
        var row = "{\"messages\":[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":"
                + "[{\"id\":\"c1\",\"function\":{\"name\":\"sum\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"content\":\"4 \\\"\\n🙂\",\"name\":\"sum\",\"tool_call_id\":\"c1\"}],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"sum\"}}]}";
        // When
        var written = ConversationJson.write(ConversationJson.parse(row));
        // Then
        assertThat(written).isEqualTo(row);
    }

    @Test
    void promptAndCompletionBecomeTwoTurns() {
        // When
        var conversation = ConversationJson.parse("{\"prompt\":\"2+2?\",\"completion\":\"4\"}");
        // Then
        assertThat(conversation.messages()).containsExactly(Message.user("2+2?"), Message.assistant("4"));
    }

    @Test
    void aPlainTextStaysOne() {
        // When
        var text = ConversationJson.parse("{ \"text\": \"Once upon\\na time\" }");
        // Then
        assertThat(text.plainText()).contains("Once upon\na time");
        assertThat(text.messages()).allMatch(Message::trained);
        assertThat(ConversationJson.write(text)).isEqualTo("{\"text\":\"Once upon\\na time\"}");
    }

    @Test
    void textPartsAreJoined() {
        // When
        var conversation = ConversationJson.parse("{\"messages\":[{\"role\":\"user\",\"content\":"
                + "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}]}");
        // Then
        assertThat(conversation.messages().getFirst().content()).isEqualTo("ab");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"messages":[{"role":"user","content":"a"},{"role":"bot","content":"b"}]} | messages[1].role
                    {"messages":[{"role":"user"}]}                                            | messages[0].content
                    {"messages":[{"role":"user","content":5}]}                                | messages[0].content
                    {"messages":[{"role":"user","content":[{"type":"image"}]}]}               | messages[0].content[0]
                    {"messages":[{"role":"assistant","content":"a","weight":2}]}              | messages[0].weight
                    {"messages":[{"role":"user","content":"a","weight":1}]}                   | messages[0].weight
                    {"messages":["hello"]}                                                    | messages[0]
                    {"messages":[]}                                                           | messages
                    {"messages":[{"role":"user","content":"a"}],"tools":{}}                   | tools
                    {"messages":[{"role":"user","content":"a"}],"mesages":[1]}                | mesages
                    {"prompt":"a"}                                                            | completion
                    {"body":"a"}                                                              | messages
                    {"messages":[{"role":"user","content":"a\\ud800b"}]}                       | messages[0].content
                    {"text":"\\udc00"}                                                        | text
                    {"text":""}                                                               | text
                    {"text":["a"]}                                                            | text
                    {"messages":[{"role":"user","content":[{"type":"text","text":"a","cache":1}]}]} | messages[0].content[0].cache
                    {"text":"a","title":"b"}                                                  | title
                    {"prompt":"a","completion":"b","id":7}                                    | id
                    {"messages":[{"role":"user","content":"a","refusal":"b"}]}                | messages[0].refusal
                    """)
    void aWrongRowIsNamedByItsPath(String row, String path) {
        assertThatThrownBy(() -> ConversationJson.parse(row))
                .isInstanceOfSatisfying(
                        ConversationFormatException.class,
                        wrong -> assertThat(wrong.path()).isEqualTo(path))
                .hasMessageStartingWith(path + ": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"text": "a"                | the line ends before the JSON value does
                    {"text": "a                 | the line ends before the JSON value does
                    {"text": NaN}               | Non-standard token 'NaN'
                    {"text": "a"} {"text": "b"} | there is more behind the end of the JSON value
                    {"text": "a", }             | was expecting double-quote to start field name
                    {'text': "a"}               | was expecting double-quote to start field name
                    {"text": "a", "text": "b"}  | Duplicate field 'text'
                    """)
    void brokenJsonIsToldInPlainWords(String row, String words) {
        assertThatThrownBy(() -> ConversationJson.parse(row))
                .hasMessageContaining(words)
                .message()
                .doesNotContain("Source", "Feature", "fasterxml", "enable");
    }

    @Test
    void fieldsOfAnAnswerThatHoldNothingAreLeftOut() {
        // Given
        var row = "{\"messages\":[{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,\"annotations\":[]}]}";
        // When
        var conversation = ConversationJson.parse(row);
        // Then
        assertThat(conversation.messages()).containsExactly(Message.assistant("a"));
    }

    @Test
    void bothHalvesOfACharacterAreOne() {
        assertThat(ConversationJson.parse("{\"text\":\"\\ud83d\\ude42\"}").plainText())
                .contains("🙂");
    }

    @Test
    void brokenJsonIsNamedByItsColumn() {
        assertThatThrownBy(() -> ConversationJson.parse("{\"messages\": [}"))
                .isInstanceOfSatisfying(
                        ConversationFormatException.class,
                        wrong -> assertThat(wrong.column()).isEqualTo(15))
                .hasMessageContaining("broken JSON at column 15");
    }
}
