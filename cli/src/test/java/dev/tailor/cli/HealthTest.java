package dev.tailor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final Queue<Integer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final Health health = new Health();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(answers.remove(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    @Test
    void aServiceIsReachedOnceTheGatewayAnswersACallOfIt() {
        // Given
        answers.addAll(List.of(503, 200));
        var api = "http://127.0.0.1:" + port() + "/v1";
        // When
        boolean first = health.reaches(api, "sk-1", Service.EVAL);
        boolean second = health.reaches(api, "sk-1", Service.EVAL);
        // Then
        assertThat(first).isFalse();
        assertThat(second).isTrue();
        assertThat(asked).containsOnly("/v1/comparisons?limit=1 Bearer sk-1");
    }

    @Test
    void aServiceIsReadyWhenItSaysSo() {
        // Given
        answers.addAll(List.of(503, 200));
        // Then
        assertThat(health.ready(port())).isFalse();
        assertThat(health.ready(port())).isTrue();
        assertThat(asked).allMatch(line -> line.startsWith("/q/health/ready "));
    }

    @Test
    void whereNobodyListensNothingIsReady() {
        // Given
        int port = port();
        server.stop(0);
        // Then
        assertThat(health.ready(port)).isFalse();
    }
}
