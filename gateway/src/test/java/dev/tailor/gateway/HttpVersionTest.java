package dev.tailor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.gateway.standin.FreePort;
import dev.tailor.gateway.standin.StandInJobs;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FreePort.class)
class HttpVersionTest {
    private final StandInJobs jobs;

    @TestHTTPResource("/v1/fine_tuning/jobs/ftjob-1/events?limit=10")
    URI events;

    HttpVersionTest(@GrpcService StandInJobs jobs) {
        this.jobs = jobs;
    }

    @Test
    void aClientThatOffersHttp2HasEveryRequestAnswered() throws IOException, InterruptedException {
        // Given
        jobs.forget();
        jobs.add("ftjob-1");
        var request = HttpRequest.newBuilder(events)
                .header("Authorization", "Bearer sk-test")
                .timeout(Duration.ofSeconds(5))
                .build();

        // When
        var answers = new ArrayList<HttpResponse<String>>();
        try (var client = HttpClient.newHttpClient()) {
            for (var i = 0; i < 20; i++) answers.add(client.send(request, BodyHandlers.ofString()));
        }

        // Then
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("ftevent-9");
        });
    }
}
