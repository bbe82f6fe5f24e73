package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tailor.gateway.standin.FreePort;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(FreePort.class)
class CatalogueTest {

    @Test
    void everythingThatIsAskedReachesTheCatalogueAndComesBack() {
        // When
        var response = Http.caller()
                .get(
                        "/v1/catalogue?memory=16GB&method=lora&tokens=1000&sequence_length=512&batch_size=4&precision=bf16");

        // Then
        response.then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("x_tailor.memory", equalTo(16_000_000_000L))
                .body("x_tailor.sequence_length", equalTo(512))
                .body("x_tailor.batch_size", equalTo(4))
                .body("x_tailor.precision", equalTo("bf16"))
                .body("data[0].id", equalTo("org/base"))
                .body("data[0].object", equalTo("catalogue.model"))
                .body("data[0].source", equalTo("hub"))
                .body("data[0].licence", nullValue())
                .body("data[0].fits", equalTo(true))
                .body("data[0].estimates[0].method", equalTo("lora"))
                .body("data[0].estimates[0].memory.total", equalTo(9))
                .body("data[0].estimates[0].seconds", equalTo(0.5f));
    }

    @Test
    void nothingNeedBeAsked() {
        // When
        var response = Http.caller().get("/v1/catalogue");

        // Then
        response.then().statusCode(200).body("data[0].estimates[0].seconds", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"auto,unspecified", "fp32,fp32", "fp16,fp16"})
    void aPrecisionIsPassedOnAndAutoIsLeftToTheWorkersDevice(String asked, String passed) {
        // When
        var response = Http.caller().get("/v1/catalogue?precision=" + asked);

        // Then
        response.then().statusCode(200).body("x_tailor.precision", equalTo(passed));
    }

    @ParameterizedTest
    @CsvSource({"2GiB,2147483648", "1500MB,1500000000", "1.5t,1500000000000", "123456789012,123456789012"})
    void memoryMayHaveAUnit(String asked, long bytes) {
        // When
        var response = Http.caller().get("/v1/catalogue?memory=" + asked);

        // Then
        response.then().statusCode(200);
        assertThat(response.jsonPath().getLong("x_tailor.memory")).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"memory,much", "memory,-1", "method,magic", "precision,fp4", "tokens,1e9", "sequence_length,-5"})
    void whatMakesNoSenseIsRefusedWithItsName(String name, String value) {
        // When
        var response = Http.caller().get("/v1/catalogue?" + name + "=" + value);

        // Then
        response.then().statusCode(400).body("error.param", equalTo(name));
    }

    @Test
    void anUnknownParameterIsNamed() {
        // When
        var response = Http.caller().get("/v1/catalogue?memroy=1GB");

        // Then
        response.then()
                .statusCode(400)
                .body("error.param", equalTo("memroy"))
                .body("error.code", equalTo("unknown_parameter"));
    }
}
