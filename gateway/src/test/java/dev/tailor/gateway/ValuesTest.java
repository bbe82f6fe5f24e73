package dev.tailor.gateway;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tailor.gateway.standin.FreePort;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that no service is asked about. */
@QuarkusTest
@WithTestResource(FreePort.class)
class ValuesTest {
    private static final String JOBS = "/v1/fine_tuning/jobs";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'seed':3000000000|'seed' must be an integer from 0 to 2147483647, was 3000000000",
                "'hyperparameters':{'n_epochs':2.5}|'hyperparameters.n_epochs' must be an integer from 1 to 50, or \"auto\", was 2.5",
                "'hyperparameters':{'n_epochs':51}|'hyperparameters.n_epochs' must be an integer from 1 to 50, or \"auto\", was 51",
                "'x_tailor':{'lora':{'targets':[]}}|'x_tailor.lora.targets' must be \"all-linear\" or an array of at least one string, or \"auto\", was []",
                "'hyperparameters':{'learning_rate_multiplier':1e300}|'hyperparameters.learning_rate_multiplier' must be a number above 0 and at most 1000, or \"auto\", was 1.0E300",
                "'hyperparameters':{'learning_rate_multiplier':0}|'hyperparameters.learning_rate_multiplier' must be a number above 0 and at most 1000, or \"auto\", was 0"
            })
    void aValueOutOfItsRangeIsToldTheRange(String field, String message) {
        // When
        var response = Http.json(
                        "{'model':'m','training_file':'f',%s}".formatted(field).replace('\'', '"'))
                .post(JOBS);

        // Then
        response.then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_value"))
                .body("error.message", equalTo(message));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions,n",
        "/v1/chat/completions,seed",
        "/v1/chat/completions,temperature",
        "/v1/chat/completions,top_p",
        "/v1/chat/completions,max_tokens",
        "/v1/chat/completions,max_completion_tokens",
        "/v1/chat/completions,stream",
        "/v1/chat/completions,tools",
        "/v1/fine_tuning/jobs,seed",
        "/v1/fine_tuning/jobs,metadata",
        "/v1/fine_tuning/jobs,hyperparameters",
        "/v1/fine_tuning/jobs,x_tailor"
    })
    void autoIsAValueOfSettingsAlone(String path, String field) {
        // When
        var response = Http.json(
                        "{\"model\":\"m\",\"training_file\":\"f\",\"messages\":[],\"%s\":\"auto\"}".formatted(field))
                .post(path);

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo(field))
                .body("error.message", endsWith("was \"auto\""));
    }

    @Test
    void halfACharacterIsRefusedWithItsPlace() {
        // When
        var response = Http.json("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\ud800b\"}]}")
                .post("/v1/chat/completions");

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo("messages[0].content"))
                .body("error.message", containsString("half of a surrogate pair"));
    }

    @Test
    void anErrorRepeatsOnlyTheEndsOfALongValue() {
        // When
        var response = Http.json("{\"model\":\"m\",\"training_file\":\"f\",\"x_tailor\":{\"method\":\"%s\"}}"
                        .formatted("x".repeat(5000)))
                .post(JOBS);

        // Then
        response.then()
                .statusCode(400)
                .body("error.message", startsWith("'x_tailor.method' cannot be 'xxx"))
                .body("error.message", containsString("characters left out) …xxx"))
                .body("error.message", endsWith("use auto, full, lora, dora"));
    }

    @Test
    void aBodyOfAnotherTypeIsToldTheOneThatIsTaken() {
        // When
        var response = Http.json("{}").post("/v1/files");

        // Then
        response.then()
                .statusCode(415)
                .body("error.message", containsString("application/json"))
                .body("error.message", endsWith("send multipart/form-data"))
                .body("error.code", equalTo("unsupported_content_type"));
    }

    @Test
    void aLongIdIsThatOfNothing() {
        // When
        var response = Http.caller().get(JOBS + "/" + "x".repeat(10_000));

        // Then
        response.then().statusCode(404).body("error.message", notNullValue());
    }
}
