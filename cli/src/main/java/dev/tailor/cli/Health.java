package dev.tailor.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a service whether it is ready, and the gateway whether it reaches one. */
final class Health {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    boolean ready(int port) {
        return succeeds(ask("http://127.0.0.1:" + port + "/q/health/ready"));
    }

    /** @param api of the gateway, which connects again with each such call */
    boolean reaches(String api, String key, Service service) {
        return succeeds(ask(api + service.list() + "?limit=1").header("Authorization", "Bearer " + key));
    }

    private static HttpRequest.Builder ask(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(5));
    }

    private boolean succeeds(HttpRequest.Builder ask) {
        try {
            return http.send(ask.build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", interrupted);
        }
    }
}
