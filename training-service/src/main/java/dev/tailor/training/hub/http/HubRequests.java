package dev.tailor.training.hub.http;

import dev.tailor.training.hub.HubConfig;
import dev.tailor.training.hub.HubReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks the Hub. The token is for the Hub's own address and is never sent to where it redirects. */
final class HubRequests {

    private static final int REDIRECTS = 5;
    private static final int FIRST_REDIRECT = 300;
    private static final int NOT_MODIFIED = 304;
    private static final int FIRST_ERROR = 400;

    private final HubConfig config;
    private final Optional<String> token;
    private final HttpClient client;

    HubRequests(HubConfig config, Optional<String> token) {
        this.config = config;
        this.token = token;
        // A connection for each transfer is faster than one that all of them share.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.patience().connect())
                .build();
    }

    URI revision(HubReference reference) {
        return at("/api/models/%s/revision/%s".formatted(reference.repository(), quoted(reference.revision())));
    }

    URI file(HubReference reference, String path) {
        return at("/%s/resolve/%s/%s".formatted(reference.repository(), quoted(reference.revision()), quoted(path)));
    }

    /** The answer at the end of all redirects. */
    HttpResponse<InputStream> get(URI start, Map<String, String> headers) throws IOException, InterruptedException {
        var target = start;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            var answer = once("GET", target, headers);
            if (!redirects(answer)) {
                return answer;
            }
            answer.body().close();
            target = next(answer);
        }
        throw new IOException("more than %d redirects from %s".formatted(REDIRECTS, start));
    }

    /** One answer, be it a redirect. */
    HttpResponse<InputStream> once(String method, URI target, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(target)
                .method(method, BodyPublishers.noBody())
                .timeout(config.patience().silence())
                .header("User-Agent", "tailor")
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        if (isHub(target)) {
            token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    static boolean redirects(HttpResponse<?> answer) {
        int status = answer.statusCode();
        return status >= FIRST_REDIRECT && status < FIRST_ERROR && status != NOT_MODIFIED;
    }

    static URI next(HttpResponse<?> answer) throws IOException {
        try {
            var location = answer.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new IOException("a redirect names no target: " + answer.uri()));
            var target = answer.uri().resolve(location);
            if (!"https".equals(target.getScheme())
                    && (!"http".equals(target.getScheme())
                            || "https".equals(answer.uri().getScheme()))) {
                throw new IOException("a redirect leads to the unsafe address " + target);
            }
            return target;
        } catch (IllegalArgumentException unreadable) {
            throw new IOException("a redirect leads to no address: " + answer.uri(), unreadable);
        }
    }

    private boolean isHub(URI target) {
        var hub = config.endpoint();
        return Objects.equals(hub.getScheme(), target.getScheme())
                && Objects.equals(hub.getHost(), target.getHost())
                && hub.getPort() == target.getPort();
    }

    private URI at(String path) {
        var base = config.endpoint().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static String quoted(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
