package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.tailor.gateway.standin.FreePort;
import dev.tailor.gateway.standin.StandInModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(FreePort.class)
class ModelsTest {
    private static final String BASE = "/v1/models/org%2Fbase";
    private static final String ADAPTER = "/v1/models/ft:org%2Fbase:tailor::abc";
    private static final String FULL = "/v1/models/ft%3Aorg%2Fbase%3Atailor%3Awhole%3Adef";

    @Test
    void baseAndTunedModelsAreListed() {
        // When
        var response = Http.caller().get("/v1/models");

        // Then
        response.then()
                .statusCode(200)
                .body("data.id", hasItems(StandInModels.BASE, StandInModels.ADAPTER, StandInModels.FULL));
    }

    @Test
    void idsWithColonsAndSlashesAreFound() {
        // When
        var base = Http.caller().get(BASE);
        var adapter = Http.caller().get(ADAPTER);
        var full = Http.caller().get(FULL);

        // Then
        base.then().statusCode(200).body("id", equalTo(StandInModels.BASE)).body("owned_by", equalTo("base"));
        adapter.then().statusCode(200).body("id", equalTo(StandInModels.ADAPTER));
        full.then().statusCode(200).body("id", equalTo(StandInModels.FULL));
    }

    @Test
    void anAdapterThatWasMergedTellsHowThatWent() {
        // When
        var adapter = Http.caller().get(ADAPTER);
        var full = Http.caller().get(FULL);

        // Then
        adapter.then()
                .body("x_tailor.merge.largest_logit_difference", equalTo(0.25f))
                .body("x_tailor.merge.mean_divergence", equalTo(0.125f))
                .body("x_tailor.merge.top_agreement", equalTo(1.0f));
        full.then().body("x_tailor", not(hasKey("merge")));
    }

    @Test
    void aTunedModelTellsWhereItComesFrom() {
        // When
        var listed = Http.caller().get("/v1/models").jsonPath();
        var adapter = Http.caller().get(ADAPTER);
        var base = Http.caller().get(BASE);

        // Then
        adapter.then()
                .body("x_tailor.base_model", equalTo(StandInModels.BASE))
                .body("x_tailor.root_model", equalTo(StandInModels.BASE))
                .body("x_tailor.started_from", equalTo(StandInModels.FULL))
                .body("x_tailor.job", equalTo("ftjob-1"))
                .body("x_tailor.method", equalTo("dora"));
        assertThat(listed.getString(
                        "data.find { it.id == '%s' }.x_tailor.started_from".formatted(StandInModels.ADAPTER)))
                .isEqualTo(StandInModels.FULL);
        base.then().body("x_tailor", not(hasKey("started_from"))).body("x_tailor", not(hasKey("method")));
    }

    @Test
    void onlyTunedModelsAreDeleted() {
        // When
        var base = Http.caller().delete(BASE);
        var tuned = Http.caller().delete(ADAPTER);

        // Then
        base.then().statusCode(400).body("error.code", equalTo("base_model"));
        tuned.then().statusCode(200).body("deleted", equalTo(true)).body("id", equalTo(StandInModels.ADAPTER));
    }

    @ParameterizedTest
    @CsvSource({
        ADAPTER + "/export,MODEL_FORM_NATIVE",
        FULL + "/export,MODEL_FORM_NATIVE",
        ADAPTER + "/export?form=adapter,MODEL_FORM_ADAPTER",
        ADAPTER + "/export?form=merged,MODEL_FORM_MERGED",
        FULL + "/export?form=merged,MODEL_FORM_MERGED"
    })
    void aModelIsExportedInTheFormAskedFor(String path, String form) throws IOException {
        // When
        var response = Http.caller().get(path);

        // Then
        response.then().statusCode(200).contentType("application/x-tar");
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(response.asByteArray()))) {
            assertThat(tar.getNextEntry().getName()).isEqualTo(form);
            assertThat(new String(tar.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("abc");
            assertThat(tar.getNextEntry()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "UNSPECIFIED"})
    void aFormThatDoesNotExistIsRefused(String form) {
        // When
        var response = Http.caller().get(ADAPTER + "/export?form=" + form);

        // Then
        response.then().statusCode(400).body("error.param", equalTo("form"));
    }

    @Test
    void aFullModelHasNoAdapter() {
        // When
        var response = Http.caller().get(FULL + "/export?form=adapter");

        // Then
        response.then().statusCode(400).body("error.code", equalTo("not_an_adapter"));
    }

    @Test
    void anUnknownModelIs404() {
        // When
        var response = Http.caller().get("/v1/models/nobody");

        // Then
        response.then().statusCode(404).body("error.code", equalTo("model_not_found"));
    }
}
