package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tailor.gateway.standin.FreePort;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(FreePort.class)
class ErrorsTest {
    private static final String JOBS = "/v1/fine_tuning/jobs";
    private static final int TOO_LARGE = 5_000_000;

    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer sk-wrong", "Bearer ", "Basic sk-test", "sk-test"})
    void aCallerWithoutAKnownKeyIsTurnedAway(String key) {
        // Given
        var request = RestAssured.given();
        if (!key.isEmpty()) request.header("Authorization", key);

        // When
        var response = request.get("/v1/models");

        // Then
        response.then()
                .statusCode(401)
                .header("x-request-id", startsWith("req_"))
                .body("error.type", equalTo("authentication_error"))
                .body("error.code", equalTo("invalid_api_key"));
    }

    @Test
    void anUnknownPathIsNamed() {
        // When
        var response = Http.caller().get("/v1/modles");

        // Then
        response.then()
                .statusCode(404)
                .contentType("application/json")
                .header("x-request-id", notNullValue())
                .body("error.message", containsString("/v1/modles"))
                .body("error.code", equalTo("unknown_url"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.keySet()", everyItem(in(new String[] {"message", "type", "param", "code"})));
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/v1/models", "PUT,/v1/files", "PATCH,/v1/chat/completions", "GET,/v1/chat/completions"})
    void aMethodThatAPathDoesNotKnowIs405(String method, String path) {
        // When
        var response = Http.caller().request(method, path);

        // Then
        response.then()
                .statusCode(405)
                .body("error.message", containsString(method + " " + path))
                .body("error.code", equalTo("method_not_allowed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/files/%00",
                "GET /v1/files/..%2F..%2Fetc",
                "GET /v1/../../etc/passwd",
                "TRACE /v1/models",
                "BREW /v1/models",
                "CONNECT /v1/models",
                "GET /v1/models/%FF%FE"
            })
    void anOddRequestIsRefusedInTheEnvelope(String line) throws IOException {
        // When
        var answer = raw(line);

        // Then
        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
        assertThat(answer).contains("{\"error\":{\"message\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/q/../v1/models", "/q/%2e%2e/v1/models", "//v1/models", "/q/./../v1/models", "/v1/models;/q/"})
    void noDetourLeadsPastTheKey(String path) throws IOException {
        // When
        var answer = raw("GET " + path, "Bearer sk-wrong");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {JOBS, "/v1/chat/completions", "/v1/fine_tuning/plans", "/v1/comparisons"})
    void aBodyThatWouldFillTheMemoryIsRefusedAndTheNextOneIsRead(String path) {
        // When
        var response = Http.caller()
                .contentType("application/json")
                .body("{\"model\":\"%s\"}".formatted("x".repeat(TOO_LARGE)))
                .post(path);
        // Then
        response.then()
                .statusCode(413)
                .body("error.message", containsString("4194304 bytes"))
                .body("error.code", equalTo("body_too_large"));
        Http.caller()
                .contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files/%zz", "/v1/files/%"})
    void aPathThatCannotBeDecodedIsTheCallersMistake(String path) throws IOException {
        // When
        var answer = raw("GET " + path);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"error\":{\"message\":");
    }

    @Test
    void whatIsTooLongIsRefusedInTheEnvelope() throws IOException {
        // When
        var path = raw("GET /v1/files?after=" + "x".repeat(100_000));
        var header = raw("GET /v1/files", "Bearer " + "x".repeat(100_000));

        // Then
        assertThat(path).startsWith("HTTP/1.1 414 ").contains("\"code\":\"url_too_long\"");
        assertThat(header).startsWith("HTTP/1.1 431 ").contains("\"code\":\"headers_too_large\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files?after=%zz", "/v1/files?after=%", "/v1/files?%zz=1"})
    void aQueryThatCannotBeDecodedIsTheCallersMistake(String path) throws IOException {
        // When
        var answer = raw("GET " + path);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"error\":{\"message\":");
    }

    private String raw(String line) throws IOException {
        return raw(line, "Bearer sk-test");
    }

    private String raw(String line, String key) throws IOException {
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            var request = line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + key + "\r\n"
                    + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"model\":", "", "[]", "\"text\"", "{} {}", "{\"model\":'x'}"})
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        // When
        var job = Http.json(body).post(JOBS);
        var chat = Http.json(body).post("/v1/chat/completions");
        var comparison = Http.json(body).post("/v1/comparisons");

        // Then
        for (var response : List.of(job, chat, comparison)) {
            response.then().statusCode(400).body("error.message", notNullValue());
        }
    }

    @Test
    void brokenJsonIsToldWithLineAndColumn() {
        // When
        var response = Http.json("{\n  \"model\": oops}").post(JOBS);

        // Then
        response.then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_json"))
                .body("error.message", containsString("line 2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':'m','model':'n'}|model",
                "{'model':'m','x_tailor':{'lora':{'rank':8,'rank':9}}}|x_tailor.lora.rank"
            })
    void aKeyThatIsThereTwiceIsNamed(String body, String param) {
        // When
        var response = Http.json(body.replace('\'', '"')).post(JOBS);

        // Then
        response.then()
                .statusCode(400)
                .body("error.code", equalTo("duplicate_parameter"))
                .body("error.param", equalTo(param))
                .body("error.message", containsString("'%s' a second time at line 1".formatted(param)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'modle':'m'}|model",
                "{'model':7,'training_file':'f'}|model",
                "{'model':'m','training_file':'f','seed':'x'}|seed",
                "{'model':'m','training_file':'f','seed':1.5}|seed",
                "{'model':'m','training_file':'f','colour':1}|colour",
                "{'model':'m','training_file':'f','metadata':{'a':1}}|metadata.a",
                "{'model':'m','training_file':'f','method':{'type':'dpo'}}|method.type",
                "{'model':'m','training_file':'f','method':[]}|method",
                "{'model':'m','training_file':'f','x_tailor':{'lora':{'rnak':8}}}|x_tailor.lora.rnak",
                "{'model':'m','training_file':'f','x_tailor':{'lora':{'rank':'big'}}}|x_tailor.lora.rank",
                "{'model':'m','training_file':'f','x_tailor':{'lora':{'targets':'q_proj'}}}|x_tailor.lora.targets",
                "{'model':'m','training_file':'f','x_tailor':{'lora':{'modules_to_save':'lm_head'}}}|x_tailor.lora.modules_to_save",
                "{'model':'m','training_file':'f','x_tailor':{'learning_rate':1e999}}|x_tailor.learning_rate",
                "{'model':'m','training_file':'f','x_tailor':{'method':'unspecified'}}|x_tailor.method",
                "{'model':'m','training_file':'f','x_tailor':{'precision':'unspecified'}}|x_tailor.precision",
                "{'model':'m','training_file':'f','x_tailor':{'over_length':'ERROR'}}|x_tailor.over_length"
            })
    void aFieldThatIsWrongIsNamedByItsPath(String body, String param) {
        // When
        var response = Http.json(body.replace('\'', '"')).post(JOBS);

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo(param))
                .body("error.type", equalTo("invalid_request_error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JOBS,
                JOBS + "/ftjob-1/events",
                JOBS + "/ftjob-1/checkpoints",
                "/v1/files",
                "/v1/datasets",
                "/v1/datasets/ds-1/rows",
                "/v1/comparisons",
                "/v1/comparisons/cmp-1/items"
            })
    void aLimitThatIsNoNumberIsRefusedAndALargeOneCut(String path) {
        // When
        var wrong = Http.caller().get(path + "?limit=ten");
        var none = Http.caller().get(path + "?limit=0");
        var large = Http.caller().get(path + "?limit=99999999999999999999");

        // Then
        wrong.then().statusCode(400).body("error.param", equalTo("limit"));
        none.then().statusCode(400).body("error.param", equalTo("limit"));
        large.then().statusCode(200).body("object", equalTo("list"));
    }

    @Test
    void theApiIsDescribedInOpenApi() {
        // When
        var response = Http.caller().get("/v1/openapi.json");

        // Then
        response.then().statusCode(200).body("openapi", startsWith("3."));
        assertThat(response.jsonPath().getMap("paths")).containsKey("/v1/files");
    }
}
