package dev.tailor.gateway;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.tailor.gateway.standin.FreePort;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(FreePort.class)
class QueriesTest {
    private static final String JOBS = "/v1/fine_tuning/jobs";

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/files,'after, limit, order, purpose'",
        "GET,/v1/models/m/export,form",
        "GET,/v1/fine_tuning/jobs,'after, limit, metadata, metadata[]'",
        "GET,/v1/fine_tuning/jobs/ftjob-1/events,'after, limit'",
        "GET,/v1/fine_tuning/jobs/ftjob-1/checkpoints,'after, limit'",
        "GET,/v1/datasets,'after, limit'",
        "GET,/v1/datasets/ds-1/rows,'after, limit, split'",
        "GET,/v1/comparisons,'after, limit'",
        "GET,/v1/comparisons/cmp-1/items,'after, limit'"
    })
    void aNameThatNobodyReadsIsRefusedWithThoseThatAreRead(String method, String path, String known) {
        // When
        var response = Http.caller().request(method, path + "?from=merged");

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo("from"))
                .body("error.code", equalTo("unknown_parameter"))
                .body("error.message", endsWith("this request takes " + known));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/models",
        "GET,/v1/models/m",
        "DELETE,/v1/models/m",
        "GET,/v1/files/file-1",
        "DELETE,/v1/files/file-1",
        "GET,/v1/files/file-1/content",
        "POST,/v1/fine_tuning/jobs",
        "GET,/v1/fine_tuning/jobs/ftjob-1",
        "POST,/v1/fine_tuning/jobs/ftjob-1/cancel",
        "POST,/v1/fine_tuning/plans",
        "POST,/v1/chat/completions",
        "POST,/v1/comparisons",
        "GET,/v1/comparisons/cmp-1",
        "GET,/v1/datasets/ds-1/report"
    })
    void aRequestWithoutAQueryTakesNone(String method, String path) {
        // When
        var response = Http.json("{}").request(method, path + "?limit=3");

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo("limit"))
                .body("error.message", endsWith("this request takes none"));
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() {
        // When
        var response = Http.caller().get("/v1/files?limit=1&limit=2");

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo("limit"))
                .body("error.code", equalTo("duplicate_parameter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?metadata[team]=a&metadata[other]=", "?metadata=null", "?metadata=", "?after=&limit=1"})
    void jobsAreFoundByTheirMetadata(String query) {
        // When
        var response = Http.caller().get(JOBS + query);

        // Then
        response.then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"metadata=team,metadata", "limit[]=3,limit[]", "metadata[team=a,metadata[team"})
    void aFilterOfAnotherShapeIsRefused(String query, String param) {
        // When
        var response = Http.caller().get(JOBS + "?" + query);

        // Then
        response.then().statusCode(400).body("error.param", equalTo(param));
    }
}
