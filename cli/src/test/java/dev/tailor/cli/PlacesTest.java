package dev.tailor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Path ROOT = Path.of("/checkout");

    @Test
    void withoutSettingsAMeshLivesInTheCheckoutAtPort8080() {
        // When
        var places = Places.of(ROOT, Map.of());
        // Then
        assertThat(places.home()).isEqualTo(Path.of("/checkout/.tailor"));
        assertThat(places.api()).isEqualTo("http://127.0.0.1:8080/v1");
        assertThat(places.models()).isEqualTo("/checkout/samples/models");
    }

    @Test
    void theEnvironmentMovesHomePortAndModels() {
        // When
        var places = Places.of(ROOT, Map.of("TAILOR_HOME", "/a", "TAILOR_PORT", "9000", "TAILOR_MODELS", "/m"));
        // Then
        assertThat(places.home()).isEqualTo(Path.of("/a"));
        assertThat(places.port()).isEqualTo(9000);
        assertThat(places.models()).isEqualTo("/m:/checkout/samples/models");
    }

    @Test
    void aPortThatIsNoPortIsRefusedByName() {
        assertThatThrownBy(() -> Places.of(ROOT, Map.of("TAILOR_PORT", "many")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("TAILOR_PORT");
        assertThatThrownBy(() -> Places.of(ROOT, Map.of("TAILOR_PORT", "70000")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("70000");
    }

    @Test
    void aGivenModelIsFoundThroughItsParent() {
        // When
        var places = Places.of(ROOT, Map.of()).withModel(Path.of("/models/mine"));
        // Then
        assertThat(places.models()).startsWith("/models:");
    }
}
