package dev.tailor.training.hub.http;

import dev.tailor.training.hub.HubFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the headers on the way to a file tell of it. The Hub tells of a large file itself, before it redirects to where
 * the content lies; of a small one, where it lies.
 */
final class FileFacts {

    private static final int REDIRECTS = 5;

    private final List<HttpResponse<InputStream>> hops = new ArrayList<>();

    private FileFacts() {}

    static FileFacts gather(HubRequests requests, URI start) throws IOException, InterruptedException {
        var facts = new FileFacts();
        var target = start;
        while (facts.hops.size() <= REDIRECTS) {
            var answer = requests.once("HEAD", target, Map.of());
            answer.body().close();
            facts.hops.add(answer);
            if (!HubRequests.redirects(answer) || facts.linked()) {
                return facts;
            }
            target = HubRequests.next(answer);
        }
        throw new IOException("more than %d redirects from %s".formatted(REDIRECTS, start));
    }

    /** Redirects that told all are as good as an answer. */
    HttpResponse<InputStream> last() {
        return hops.getLast();
    }

    boolean linked() {
        return header("X-Linked-Etag").isPresent() && header("X-Linked-Size").isPresent();
    }

    HubFile file(String path) throws IOException {
        var etag = header("X-Linked-Etag")
                .or(() -> last().headers().firstValue("ETag"))
                .map(FileFacts::bare)
                .orElseThrow(() -> Answers.incomplete(last(), "ETag"));
        var size = header("X-Linked-Size")
                .or(() -> last().headers().firstValue("Content-Length"))
                .orElseThrow(() -> Answers.incomplete(last(), "Content-Length"));
        try {
            return new HubFile(path, etag, Long.parseLong(size));
        } catch (IllegalArgumentException unusable) {
            throw new IOException(unusable.getMessage(), unusable);
        }
    }

    private Optional<String> header(String name) {
        return hops.stream()
                .flatMap(answer -> answer.headers().firstValue(name).stream())
                .findFirst();
    }

    private static String bare(String etag) {
        var strong = etag.startsWith("W/") ? etag.substring(2) : etag;
        return strong.replace("\"", "");
    }
}
