package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.tailor.gateway.standin.FreePort;
import dev.tailor.gateway.standin.StandInChat;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(FreePort.class)
class ChatTest {
    private static final String PATH = "/v1/chat/completions";

    private final StandInChat chat;

    @TestHTTPResource
    URI gateway;

    ChatTest(@GrpcService StandInChat chat) {
        this.chat = chat;
    }

    @BeforeEach
    void forget() {
        chat.forget();
    }

    private static String body(String model, String more) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]%s}".formatted(model, more);
    }

    @Test
    void anAnswerComesWhole() {
        // When
        var response = Http.json(body(StandInChat.POLITE, "")).post(PATH);

        // Then
        response.then()
                .statusCode(200)
                .body("object", equalTo("chat.completion"))
                .body("choices[0].message.content", equalTo("Hi there"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.total_tokens", equalTo(7));
    }

    @Test
    void aStreamEndsWithUsageAndDone() {
        // When
        var more = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        var events =
                Http.json(body(StandInChat.POLITE, more)).post(PATH).asString().split("\n\n");

        // Then
        assertThat(events).hasSize(5);
        assertThat(events[0]).contains("\"role\":\"assistant\"", "\"content\":\"Hi\"", "\"usage\":null");
        assertThat(events[2]).contains("\"finish_reason\":\"stop\"");
        assertThat(events[3]).contains("\"choices\":[]", "\"total_tokens\":7");
        assertThat(events[4]).isEqualTo("data: [DONE]");
    }

    @Test
    void aFailureAfterTheFirstPieceIsToldInTheStream() {
        // When
        var response = Http.json(body(StandInChat.BREAKING, ",\"stream\":true")).post(PATH);

        // Then
        response.then().statusCode(200);
        assertThat(response.asString())
                .contains("\"content\":\"Hi\"")
                .contains("data: {\"error\":{\"message\":\"The model's process ended\"")
                .doesNotContain("[DONE]");
    }

    @Test
    void noAnswersAreNoWish() {
        // When
        var response = Http.json(body(StandInChat.POLITE, ",\"n\":0")).post(PATH);

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo("n"))
                .body("error.message", containsString("from 1 to 16"));
    }

    @Test
    void aModelThatIsNotThereIsRefusedBeforeTheStreamBegins() {
        // When
        var response = Http.json(body("nobody", ",\"stream\":true")).post(PATH);

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo("model"))
                .body("error.code", equalTo("model_not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aCallerWhoLeavesBeforeTheFirstPieceStopsTheModel(String stream) throws IOException, InterruptedException {
        // Given
        var body = body(StandInChat.SILENT, ",\"stream\":" + stream);
        var request = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-test\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;

        // When
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            assertThat(chat.isAsked()).isTrue();
        }

        // Then
        assertThat(chat.isCancelled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens"})
    void anAnswerTooLongIsRefusedByTheNameThatTheCallerGave(String field) {
        // When
        var response =
                Http.json(body(StandInChat.SHORT, ",\"" + field + "\":9")).post(PATH);

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo(field))
                .body("error.message", equalTo("lower " + field + " to 5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'frequency_penalty':0,'presence_penalty':0.0,'logit_bias':{},'n':1",
                "'frequency_penalty':null,'presence_penalty':null,'logit_bias':null,'n':null,'response_format':null",
                "'response_format':{'type':'text'},'modalities':['text'],'functions':[],'function_call':'none'",
                "'tool_choice':'none','tools':[]",
                "'tool_choice':'auto','parallel_tool_calls':true,'tools':[{'type':'function','function':{'name':'f'}}]",
                "'metadata':{'team':'a'},'user':'u','store':false,'service_tier':'auto','prompt_cache_key':'k'"
            })
    void whatAsksForNothingIsTaken(String fields) {
        // When
        var response = Http.json(body(StandInChat.POLITE, "," + fields.replace('\'', '"')))
                .post(PATH);

        // Then
        response.then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'frequency_penalty':0.5|frequency_penalty|send 0",
                "'logit_bias':{'5':1}|logit_bias|send {}",
                "'response_format':{'type':'json_object'}|response_format|send {'type':'text'}",
                "'tool_choice':'required'|tool_choice|send 'auto', or 'none' without tools",
                "'tool_choice':'none','tools':[{'type':'function'}]|tool_choice|send 'auto', or 'none' without tools",
                "'functions':[{}]|functions|send []",
                "'audio':{}|audio|leave it out"
            })
    void whatAsksForMoreIsRefusedWithWhatIsPossible(String fields, String param, String possible) {
        // When
        var response = Http.json(body(StandInChat.POLITE, "," + fields.replace('\'', '"')))
                .post(PATH);

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo(param))
                .body("error.code", equalTo("unsupported_parameter"))
                .body("error.message", endsWith(possible.replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata", "user", "store", "parallel_tool_calls"})
    void whatChangesNothingStillHasAType(String field) {
        // When
        var response =
                Http.json(body(StandInChat.POLITE, ",\"" + field + "\":5")).post(PATH);

        // Then
        response.then().statusCode(400).body("error.param", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"temperature", "n", "max_tokens", "stream", "stop", "seed"})
    void aWrongTypeIsNamed(String field) {
        // When
        var response =
                Http.json(body(StandInChat.POLITE, ",\"" + field + "\":{}")).post(PATH);

        // Then
        response.then().statusCode(400).body("error.param", equalTo(field));
    }
}
