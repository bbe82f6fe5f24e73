package dev.tailor.gateway;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tailor.gateway.standin.FreePort;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FreePort.class)
class DatasetsAndComparisonsTest {
    @Test
    void aDatasetIsListedLookedAtAndReported() {
        // When
        var list = Http.caller().get("/v1/datasets");
        var dataset = Http.caller().get("/v1/datasets/ds-1");
        var report = Http.caller().get("/v1/datasets/ds-1/report");
        var unknown = Http.caller().get("/v1/datasets/ds-0");

        // Then
        list.then().statusCode(200).body("data.id", contains("ds-1"));
        dataset.then().statusCode(200).body("training_file", equalTo("file-1"));
        report.then().statusCode(200).body("rows", equalTo(15));
        unknown.then().statusCode(404).body("error.code", equalTo("dataset_not_found"));
    }

    @Test
    void rowsArePagedToTheLast() {
        // When
        var first = Http.caller().get("/v1/datasets/ds-1/rows?split=test&limit=3");
        var second = Http.caller().get("/v1/datasets/ds-1/rows?split=test&limit=3&after=row-3");

        // Then
        first.then()
                .statusCode(200)
                .body("data.id", contains("row-1", "row-2", "row-3"))
                .body("has_more", equalTo(true));
        second.then()
                .statusCode(200)
                .body("data.id", contains("row-4", "row-5"))
                .body("has_more", equalTo(false));
    }

    @Test
    void aSplitThatDoesNotExistIsNamed() {
        // When
        var response = Http.caller().get("/v1/datasets/ds-1/rows?split=exam");

        // Then
        response.then().statusCode(400).body("error.param", equalTo("split"));
    }

    @Test
    void aComparisonIsMadeAndLookedAt() {
        // When
        var made = Http.json("{\"base\":\"b\",\"tuned\":\"t\",\"dataset\":\"ds-1\"}")
                .post("/v1/comparisons");
        var got = Http.caller().get("/v1/comparisons/cmp-1");
        var list = Http.caller().get("/v1/comparisons");
        var items = Http.caller().get("/v1/comparisons/cmp-1/items");

        // Then
        made.then().statusCode(200).body("tuned", equalTo("t")).body("dataset", equalTo("ds-1"));
        got.then().statusCode(200).body("verdict", equalTo("better")).body("metrics[0].name", equalTo("exact_match"));
        list.then().statusCode(200).body("data", hasSize(1));
        items.then().statusCode(200).body("data[0].reference", equalTo("Hi"));
    }

    @Test
    void aComparisonWithoutADatasetIsRefused() {
        // When
        var missing = Http.json("{\"base\":\"b\",\"tuned\":\"t\"}").post("/v1/comparisons");
        var unknown = Http.json("{\"base\":\"b\",\"tuned\":\"t\",\"dataset\":\"d\",\"x\":1}")
                .post("/v1/comparisons");

        // Then
        missing.then().statusCode(400).body("error.param", equalTo("dataset"));
        unknown.then().statusCode(400).body("error.param", equalTo("x"));
    }
}
