package dev.tailor.gateway;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/** Requests as callers of the public API make them. */
final class Http {
    private Http() {}

    static RequestSpecification caller() {
        return given().header("Authorization", "Bearer sk-test").urlEncodingEnabled(false);
    }

    static RequestSpecification json(String body) {
        return caller().contentType("application/json").body(body);
    }

    static RequestSpecification multipart(String body) {
        return caller().contentType("multipart/form-data; boundary=cut")
                .body(body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
