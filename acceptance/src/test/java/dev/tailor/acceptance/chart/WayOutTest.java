package dev.tailor.acceptance.chart;

import static dev.tailor.acceptance.chart.Chart.container;
import static dev.tailor.acceptance.chart.Chart.variables;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the pods reach outside themselves, the Hub above all. */
class WayOutTest {

    @Test
    void theWayOutIsOpenUnlessItIsClosed() {
        assertThat(Chart.rendered(Map.of())
                        .get("NetworkPolicy", "mesh-training")
                        .at("/spec/policyTypes"))
                .extracting(JsonNode::asText)
                .containsExactly("Ingress");
    }

    @Test
    void aConfinedComponentReachesItsPeersNamesAndWhatLiesOutsideAndTrainingTheHub() {
        // When
        var mesh = Chart.rendered(Map.of(
                "networkPolicy.egress.enabled", true,
                "networkPolicy.egress.ports[0]", 5433,
                "networkPolicy.egress.ports[1]", 9000,
                "hub.ports[0]", 8443));
        var training = mesh.get("NetworkPolicy", "mesh-training");
        // Then
        mesh.readStrictly();
        assertThat(training.at("/spec/policyTypes"))
                .extracting(JsonNode::asText)
                .containsExactly("Ingress", "Egress");
        assertThat(training.at("/spec/egress/1/to").findValuesAsText("app.kubernetes.io/component"))
                .containsExactly("data", "eval");
        assertThat(portsOut(training)).containsExactly("53", "53", "grpc", "5433", "9000", "8443");
        assertThat(portsOut(mesh.get("NetworkPolicy", "mesh-gateway"))).containsExactly("53", "53", "grpc");
        assertThat(portsOut(mesh.get("NetworkPolicy", "mesh-data"))).containsExactly("53", "53", "5433", "9000");
    }

    @Test
    void offlineNothingLeadsToTheHub() {
        // When
        var mesh = Chart.rendered(Map.of(
                "networkPolicy.egress.enabled", true,
                "networkPolicy.egress.ports[0]", 5433,
                "hub.offline", true));
        // Then
        assertThat(portsOut(mesh.get("NetworkPolicy", "mesh-training"))).doesNotContain("443");
        assertThat(variables(container(mesh, "training"))).containsEntry("HF_HUB_OFFLINE", "true");
    }

    @Test
    void trainingIsToldOfTheHubAndKeepsItsCacheWhereItMayWrite() {
        // When
        var variables = variables(container(
                Chart.rendered(Map.of("hub.endpoint", "https://mirror.example.com", "hub.tokenSecret", "hub-token")),
                "training"));
        // Then
        assertThat(variables)
                .containsEntry("HF_HOME", "/var/lib/tailor/huggingface")
                .containsEntry("HF_ENDPOINT", "https://mirror.example.com")
                .containsEntry("HF_TOKEN", "secret hub-token/token")
                .doesNotContainKey("HF_HUB_OFFLINE");
    }

    private static List<String> portsOut(JsonNode policy) {
        return policy.at("/spec/egress").findValues("port").stream()
                .map(JsonNode::asText)
                .toList();
    }
}
