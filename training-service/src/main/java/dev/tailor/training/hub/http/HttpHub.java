package dev.tailor.training.hub.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.training.hub.HubConfig;
import dev.tailor.training.hub.HubFile;
import dev.tailor.training.hub.HubReference;
import dev.tailor.training.hub.HubRemote;
import dev.tailor.training.hub.HubRevision;
import dev.tailor.training.hub.Pause;
import dev.tailor.training.hub.Span;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;

/** The Hub, or a mirror, over HTTP. */
@Singleton
public class HttpHub implements HubRemote {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubConfig config;
    private final HubRequests requests;
    private final Answers answers;
    private final Retries retries;

    public HttpHub(HubConfig config, Pause pause, Clock clock) {
        var token = Token.of(config);
        this.config = config;
        this.requests = new HubRequests(config, token);
        this.answers = new Answers(config, token, clock);
        this.retries = new Retries(config, pause);
    }

    @Override
    public HubRevision revision(HubReference reference) throws InterruptedException {
        return retries.answer(() -> {
            try (var body =
                    open(reference, requests.revision(reference), Map.of()).body()) {
                return read(body);
            }
        });
    }

    @Override
    public HubFile describe(HubReference commit, String path) throws InterruptedException {
        return retries.answer(() -> {
            var facts = FileFacts.gather(requests, requests.file(commit, path));
            answers.check(commit, facts.last());
            return facts.file(path);
        });
    }

    @Override
    public void fetch(HubReference commit, HubFile file, Span part, Sink sink)
            throws InterruptedException, IOException {
        var address = requests.file(commit, file.path());
        new Transfer(part, sink, config.patience().silence())
                .run(retries, range -> open(commit, address, Map.of("Range", range)));
    }

    private HttpResponse<InputStream> open(HubReference reference, URI address, Map<String, String> headers)
            throws IOException, InterruptedException {
        var answer = requests.get(address, headers);
        try {
            answers.check(reference, answer);
            return answer;
        } catch (IOException | RuntimeException refused) {
            answer.body().close();
            throw refused;
        }
    }

    private static HubRevision read(InputStream body) throws IOException {
        try {
            var json = JSON.readTree(body);
            var commit = json.path("sha").asText();
            var files = new ArrayList<String>();
            json.path("siblings")
                    .forEach(sibling -> files.add(sibling.path("rfilename").asText()));
            if (!commit.matches("[0-9a-zA-Z]{1,64}") || files.isEmpty()) {
                throw new IOException("the answer names no commit or no files");
            }
            return new HubRevision(commit, files);
        } catch (JacksonException unreadable) {
            throw new IOException("the answer is no JSON", unreadable);
        }
    }
}
