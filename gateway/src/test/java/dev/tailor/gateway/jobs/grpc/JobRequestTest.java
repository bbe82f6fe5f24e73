package dev.tailor.gateway.jobs.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tailor.gateway.wire.ApiError;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.JsonFields;
import org.junit.jupiter.api.Test;

class JobRequestTest {
    @Test
    void aMisspeltOptionIsRefusedByItsFullPath() {
        // Given
        var body = JsonFields.parse("""
                {"model":"m","training_file":"file-1","x_tailor":{"lora":{"rnak":8}}}""");

        // When
        var error = refusal(body);

        // Then
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).isEqualTo("x_tailor.lora.rnak");
        assertThat(error.code()).isEqualTo("unknown_parameter");
    }

    @Test
    void aWordThatIsNoChoiceIsRefusedWithThoseThatAre() {
        // Given
        var body = JsonFields.parse("""
                {"model":"m","training_file":"file-1","x_tailor":{"method":"magic"}}""");

        // When
        var error = refusal(body);

        // Then
        assertThat(error.param()).isEqualTo("x_tailor.method");
        assertThat(error.message()).contains("auto, full, lora, dora");
    }

    @Test
    void aMissingTrainingFileIsNamed() {
        // Given
        var body = JsonFields.parse("{\"model\":\"m\"}");

        // When
        var error = refusal(body);

        // Then
        assertThat(error.param()).isEqualTo("training_file");
        assertThat(error.code()).isEqualTo("missing_required_parameter");
    }

    @Test
    void aSeedAloneLeavesTheSharesOpen() {
        // Given
        var body = JsonFields.parse("""
                {"model":"m","training_file":"file-1","x_tailor":{"split":{"seed":5,"train":"auto"}}}""");

        // When
        var split = JobRequest.read(body).build().getOptions().getSplit();

        // Then
        assertThat(split.getRecommendedShares()).isTrue();
        assertThat(split.getSeed()).isEqualTo(5);
    }

    @Test
    void autoLeavesAValueOpenAndANumberSetsIt() {
        // Given
        var body = JsonFields.parse("""
                {"model":"m","training_file":"file-1",
                 "method":{"type":"supervised","supervised":{"hyperparameters":{"n_epochs":"auto","batch_size":4}}},
                 "x_tailor":{"learning_rate":1e-9,"lora":{"rank":"auto","targets":"all-linear"}}}""");

        // When
        var request = JobRequest.read(body).build();

        // Then
        assertThat(request.getHyperparameters().hasNEpochs()).isFalse();
        assertThat(request.getHyperparameters().getBatchSize()).isEqualTo(4);
        assertThat(request.getOptions().getLearningRate()).isEqualTo(1e-9);
        assertThat(request.getOptions().getLora().hasRank()).isFalse();
        assertThat(request.getOptions().getLora().getTargetsList()).isEmpty();
    }

    @Test
    void hyperparametersInTwoPlacesAreRefused() {
        // Given
        var body = JsonFields.parse("""
                {"model":"m","training_file":"file-1","hyperparameters":{"n_epochs":3},
                 "method":{"type":"supervised","supervised":{"hyperparameters":{"batch_size":4}}}}""");

        // When
        var error = refusal(body);

        // Then
        assertThat(error.param()).isEqualTo("hyperparameters");
        assertThat(error.message()).contains("'method.supervised.hyperparameters'", "keep one of them");
    }

    @Test
    void aRefusedHyperparameterIsNamedAsItWasSent() {
        // Given
        var path = "method.supervised.hyperparameters.n_epochs";
        var refused = ApiException.invalid(path, path + " must be from 1 to 50, was 99");
        var legacy = JsonFields.parse("{\"hyperparameters\":{\"n_epochs\":99}}");
        var current = JsonFields.parse("{\"method\":{}}");

        // When, then
        assertThat(JobRequest.asSent(refused, legacy).error())
                .isEqualTo(new ApiError(
                        400,
                        "hyperparameters.n_epochs must be from 1 to 50, was 99",
                        "hyperparameters.n_epochs",
                        "invalid_value"));
        assertThat(JobRequest.asSent(refused, current)).isSameAs(refused);
    }

    private static ApiError refusal(JsonFields body) {
        return catchThrowableOfType(ApiException.class, () -> JobRequest.read(body))
                .error();
    }
}
