package dev.tailor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceStartTest {
    @TempDir
    private Path root;

    private Map<Service, RunningService> ports() {
        var ports = new EnumMap<Service, RunningService>(Service.class);
        for (var service : Service.values()) {
            ports.put(
                    service,
                    new RunningService(service, 0, 0, service.preferredHttp() + 100, service.preferredGrpc() + 100));
        }
        return ports;
    }

    @Test
    void theGatewayLearnsThePortsOfItsPeersAndTheKey() {
        // Given
        var start = new ServiceStart(Places.of(root, Map.of()));
        // When
        var environment = start.environment(Service.GATEWAY, ports());
        // Then
        assertThat(environment)
                .containsEntry("QUARKUS_HTTP_PORT", "8180")
                .containsEntry("QUARKUS_GRPC_CLIENTS_DATA_PORT", "9181")
                .containsEntry("QUARKUS_GRPC_CLIENTS_EVAL_HOST", "127.0.0.1")
                .containsKey("TAILOR_API_KEYS")
                .doesNotContainKey("QUARKUS_GRPC_SERVER_PORT");
    }

    @Test
    void aServiceLearnsItsPortsButNotTheKey() {
        // Given
        var start = new ServiceStart(Places.of(root, Map.of()));
        // When
        var environment = start.environment(Service.TRAINING, ports());
        // Then
        assertThat(environment)
                .containsEntry("QUARKUS_GRPC_SERVER_PORT", "9182")
                .doesNotContainKey("TAILOR_API_KEYS");
        assertThat(environment.get("TAILOR_WORKER_CLASSPATH")).contains("libs/worker/target/lib/*");
    }

    @Test
    void theCommandLineNamesItsHome() {
        // Given
        var places = Places.of(root, Map.of());
        // When
        var command = new ServiceStart(places).command(Service.EVAL);
        // Then
        assertThat(command).contains("-Dmesh.home=" + places.home());
        assertThat(command.getLast()).endsWith("eval-service/target/quarkus-app/quarkus-run.jar");
    }

    @Test
    void aPortIsHandedOutOnce() {
        // Given
        var ports = new Ports();
        int first = ports.any();
        // When
        int second = ports.near(first);
        // Then
        assertThat(second).isNotEqualTo(first);
    }
}
