package dev.tailor.acceptance.chart;

import static dev.tailor.acceptance.chart.Chart.container;
import static dev.tailor.acceptance.chart.Chart.variables;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    private static final List<String> COMPONENTS = List.of("mesh-gateway", "mesh-data", "mesh-training", "mesh-eval");
    private static final Map<String, Object> EVERYTHING = Map.ofEntries(
            entry("serviceMonitor.enabled", true),
            entry("gateway.autoscaling.enabled", true),
            entry("gateway.ingress.enabled", true),
            entry("gateway.ingress.tlsSecret", "mesh-tls"),
            entry("training.keda.enabled", true),
            entry("training.gpus", 1),
            entry("training.database.url", "jdbc:postgresql://db/training"),
            entry("training.database.secret", "training-db"),
            entry("training.blobs", "s3://tailor/training"),
            entry("eval.keda.enabled", true),
            entry("eval.database.url", "jdbc:postgresql://db/eval"),
            entry("models.existingClaim", "base-models"));

    @Test
    void theChartPassesLintWithoutAWarning() {
        // When
        var result = new Helm(Chart.FOLDER).lint().strict().call();
        // Then
        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void theDefaultsRenderFourComponentsEachWithItsServiceAndBudget() {
        // When
        var mesh = Chart.rendered(Map.of());
        // Then
        assertThat(mesh.names("Deployment")).containsExactlyInAnyOrderElementsOf(COMPONENTS);
        assertThat(mesh.names("Service")).containsExactlyInAnyOrderElementsOf(COMPONENTS);
        assertThat(mesh.names("PodDisruptionBudget")).containsExactlyInAnyOrderElementsOf(COMPONENTS);
        assertThat(mesh.names("NetworkPolicy")).containsExactlyInAnyOrderElementsOf(COMPONENTS);
        assertThat(mesh.names("PersistentVolumeClaim"))
                .containsExactlyInAnyOrder("mesh-data", "mesh-training", "mesh-eval");
    }

    @Test
    void optionalPartsAreAbsentUnlessAskedFor() {
        assertThat(Chart.rendered(Map.of()).kinds())
                .doesNotContain("ServiceMonitor", "ScaledObject", "HorizontalPodAutoscaler", "Ingress");
        assertThat(Chart.rendered(EVERYTHING).kinds())
                .contains("ServiceMonitor", "ScaledObject", "HorizontalPodAutoscaler", "Ingress");
    }

    @Test
    void kubernetesKnowsEveryFieldThatIsRendered() {
        assertThat(Chart.rendered(Map.of()).readStrictly()).isEqualTo(20);
        assertThat(Chart.rendered(EVERYTHING).readStrictly()).isEqualTo(20);
    }

    @Test
    void aMisspeltFieldWouldBeSeen() {
        // Given
        var manifests = Manifests.parse("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: coat}
                spec: {replicass: 2}
                """);
        // Then
        assertThatThrownBy(manifests::readStrictly)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("replicass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mesh-gateway", "mesh-data", "mesh-training", "mesh-eval"})
    void everyContainerIsProbedAndConfined(String name) {
        // When
        var pod = Chart.rendered(Map.of())
                .deployment(name)
                .getSpec()
                .getTemplate()
                .getSpec();
        var container = pod.getContainers().getFirst();
        // Then
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"training", "eval"})
    void aComponentWithWorkersAsksForTheGpusItIsGiven(String name) {
        // When
        var mesh = Chart.rendered(Map.of(name + ".gpus", 2));
        // Then
        assertThat(container(mesh, name).getResources().getLimits()).containsEntry("nvidia.com/gpu", new Quantity("2"));
        assertThat(container(Chart.rendered(Map.of()), name).getResources().getLimits())
                .doesNotContainKey("nvidia.com/gpu");
    }

    @Test
    void theGatewayIsToldWhereTheServicesAre() {
        // When
        var variables = variables(container(Chart.rendered(Map.of()), "gateway"));
        // Then
        assertThat(variables)
                .containsEntry("QUARKUS_GRPC_CLIENTS_DATA_HOST", "mesh-data")
                .containsEntry("QUARKUS_GRPC_CLIENTS_TRAINING_PORT", "9082")
                .containsEntry("QUARKUS_GRPC_CLIENTS_EVAL_HOST", "mesh-eval")
                .containsEntry("TAILOR_API_KEYS", "secret tailor-api-keys/keys");
    }

    @Test
    void theGatewayIsToldWhatARequestMayHave() {
        // When
        var usual = variables(container(Chart.rendered(Map.of()), "gateway"));
        var more = variables(container(Chart.rendered(Map.of("gateway.limits.jsonBytes", 67108864)), "gateway"));
        // Then
        assertThat(usual)
                .containsEntry("TAILOR_JSON_BYTES", "4194304")
                .containsEntry("TAILOR_URL_BYTES", "16384")
                .containsEntry("TAILOR_HEADER_BYTES", "65536");
        assertThat(more).containsEntry("TAILOR_JSON_BYTES", "67108864");
    }

    @Test
    void aDatabaseAloneDoesNotTakeThePlaceOfTheClaim() {
        assertThat(Chart.rendered(Map.of("data.database.url", "jdbc:postgresql://db/data"))
                        .names("PersistentVolumeClaim"))
                .contains("mesh-data");
    }

    @Test
    void twoPodsOnOneClaimAreRefused() {
        assertThatThrownBy(() -> Chart.rendered(Map.of("training.replicas", 2)))
                .hasMessageContaining("training: more than one pod needs database.url and blobs outside the pod");
    }

    @Test
    void everyTrainingPodHoldsItsLeasesUnderItsOwnName() {
        assertThat(variables(container(Chart.rendered(Map.of()), "training")))
                .containsEntry("TAILOR_TRAINING_WORKER_ID", "field metadata.name");
    }

    @Test
    void aDatabaseAndABucketTakeThePlaceOfTheClaimAndAllowARollingUpdate() {
        // When
        var training = Chart.rendered(EVERYTHING).deployment("mesh-training").getSpec();
        // Then
        assertThat(training.getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(variables(training.getTemplate().getSpec().getContainers().getFirst()))
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db/training")
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", "secret training-db/password")
                .containsEntry("TAILOR_MODELS", "/models");
        assertThat(Chart.rendered(EVERYTHING).names("PersistentVolumeClaim")).doesNotContain("mesh-training");
    }

    @Test
    void whoeverScalesAlsoOwnsTheNumberOfReplicas() {
        // When
        var mesh = Chart.rendered(EVERYTHING);
        // Then
        assertThat(mesh.deployment("mesh-gateway").getSpec().getReplicas()).isNull();
        assertThat(mesh.deployment("mesh-training").getSpec().getReplicas()).isNull();
        assertThat(mesh.deployment("mesh-eval").getSpec().getReplicas()).isNull();
        assertThat(mesh.names("HorizontalPodAutoscaler")).containsExactly("mesh-gateway");
    }

    @Test
    void theScalersSpeakTheLanguageOfTheirOperator() {
        // When
        var scaler = Chart.rendered(EVERYTHING).get("ScaledObject", "mesh-training");
        // Then
        assertThat(scaler.get("apiVersion").asText()).isEqualTo("keda.sh/v1alpha1");
        assertThat(scaler.get("spec").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "scaleTargetRef",
                        "minReplicaCount",
                        "maxReplicaCount",
                        "pollingInterval",
                        "cooldownPeriod",
                        "triggers");
        assertThat(scaler.at("/spec/triggers/0/metadata"))
                .as("values of a trigger are strings")
                .allMatch(value -> value.isTextual());
    }

    @Test
    void onlyItsCallersReachAServicesContract() {
        // When
        var data = Chart.rendered(Map.of()).get("NetworkPolicy", "mesh-data");
        // Then
        assertThat(data.at("/spec/ingress/1/ports/0/port").asText()).isEqualTo("grpc");
        assertThat(data.at("/spec/ingress/1/from").findValuesAsText("app.kubernetes.io/component"))
                .containsExactly("gateway", "training", "eval");
    }

    @ParameterizedTest
    @CsvSource({
        "hub.endpoint, somewhere",
        "gateway.replicass, 3",
        "gateway.limits.jsonBytes, 4MiB",
        "gateway.limits.urlBytes, 1000000",
        "training.gpus, many",
        "training.replicas, -1",
        "image.pullPolicy, Sometimes",
        "data.database.url, jdbc:mysql://db/x",
        "training.blobs, ftp://host/x",
        "storage.size, big"
    })
    void aSettingThatMakesNoSenseIsRefused(String key, String value) {
        assertThatThrownBy(() -> Chart.rendered(Map.of(key, value))).hasMessageContaining("values don't meet");
    }
}
