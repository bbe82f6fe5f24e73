package dev.tailor.training.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A server that behaves like the Hub, and another one that holds its large files; both misbehave when told to. */
public final class LocalHub implements AutoCloseable {

    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer hub = start(this::answer);
    private final HttpServer store = start(this::stored);
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What the servers were asked. */
    public record Request(String server, String method, String path, String authorization, String range) {}

    /** Answers one request in another way. */
    @FunctionalInterface
    public interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    public LocalHub with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public LocalHub with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The next requests whose path ends so are answered by these. */
    public void disturb(String end, Fault... next) {
        faults.computeIfAbsent(end, name -> new ArrayDeque<>()).addAll(List.of(next));
    }

    /** What was to be answered in another way is answered as usual from here on. */
    public void calm(String end) {
        faults.remove(end);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String method, String end) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().endsWith(end))
                .toList();
    }

    /** Sends a status with headers and no body. */
    public static Fault status(int status, String... headers) {
        return exchange -> {
            for (int index = 0; index < headers.length; index += 2) {
                exchange.getResponseHeaders().set(headers[index], headers[index + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Sends so many bytes of what was asked for and cuts the connection. */
    public Fault cutAfter(int bytes) {
        return exchange -> {
            var content = content(name(exchange));
            var range = Range.of(exchange, content.length);
            head(exchange, range, content.length);
            exchange.getResponseBody().write(content, range.from(), bytes);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends the whole file, whatever part was asked for. */
    public Fault wholeFile() {
        return exchange -> {
            var content = content(name(exchange));
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    /** Sends as many bytes as asked for, and none of them right. */
    public Fault wrongBytes() {
        return exchange -> {
            int length = content(name(exchange)).length;
            var range = Range.of(exchange, length);
            head(exchange, range, length);
            exchange.getResponseBody().write(new byte[range.to() - range.from()]);
        };
    }

    public static String sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    public static String blobId(byte[] content) {
        var header = "blob %d\0".formatted(content.length).getBytes(StandardCharsets.UTF_8);
        var whole = new byte[header.length + content.length];
        System.arraycopy(header, 0, whole, 0, header.length);
        System.arraycopy(content, 0, whole, header.length, content.length);
        return hash("SHA-1", whole);
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.startsWith("/api/")) {
            revision(exchange);
        } else if (!files.containsKey(name(exchange))) {
            status(404, "X-Error-Code", "EntryNotFound").answer(exchange);
        } else if (path.endsWith(".safetensors") || path.endsWith(".bin")) {
            redirect(exchange);
        } else {
            small(exchange);
        }
    }

    private void revision(HttpExchange exchange) throws IOException {
        var siblings =
                files.keySet().stream().map("{\"rfilename\":\"%s\"}"::formatted).collect(Collectors.joining(","));
        var body = "{\"id\":\"owner/name\",\"sha\":\"%s\",\"siblings\":[%s]}"
                .formatted(COMMIT, siblings)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void redirect(HttpExchange exchange) throws IOException {
        var content = content(name(exchange));
        var headers = exchange.getResponseHeaders();
        headers.set("X-Repo-Commit", COMMIT);
        headers.set("X-Linked-Etag", "\"" + sha256(content) + "\"");
        headers.set("X-Linked-Size", String.valueOf(content.length));
        headers.set("ETag", "\"of-the-redirect\"");
        headers.set(
                "Location",
                "http://localhost:%d/store/%s".formatted(store.getAddress().getPort(), name(exchange)));
        exchange.sendResponseHeaders(302, -1);
    }

    private void small(HttpExchange exchange) throws IOException {
        var content = content(name(exchange));
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        exchange.getResponseHeaders().set("ETag", "W/\"" + blobId(content) + "\"");
        send(exchange, content);
    }

    private void stored(HttpExchange exchange) throws IOException {
        send(exchange, content(name(exchange)));
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        var range = Range.of(exchange, content.length);
        head(exchange, range, content.length);
        exchange.getResponseBody().write(content, range.from(), range.to() - range.from());
    }

    private static void head(HttpExchange exchange, Range range, int length) throws IOException {
        var words = "bytes %d-%d/%d".formatted(range.from(), range.to() - 1, length);
        exchange.getResponseHeaders().set("Content-Range", words);
        exchange.sendResponseHeaders(206, range.to() - range.from());
    }

    private byte[] content(String name) {
        return Objects.requireNonNull(files.get(name));
    }

    private static String name(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private HttpServer start(Fault usual) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    var name = server == hub() ? "hub" : "store";
                    requests.add(requestTo(name, exchange));
                    disturbed(exchange, usual).answer(exchange);
                }
            });
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private HttpServer hub() {
        return hub;
    }

    private Fault disturbed(HttpExchange exchange, Fault usual) {
        var path = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        for (var entry : faults.entrySet()) {
            if (path.endsWith(entry.getKey())) {
                synchronized (entry.getValue()) {
                    var fault = entry.getValue().poll();
                    return fault == null ? usual : fault;
                }
            }
        }
        return usual;
    }

    private static Request requestTo(String server, HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        return new Request(
                server,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("Range")));
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The part of a file that a request names. */
    private record Range(int from, int to) {
        static Range of(HttpExchange exchange, int length) {
            var header = exchange.getRequestHeaders().getFirst("Range");
            if (header == null) {
                return new Range(0, length);
            }
            var ends = header.substring("bytes=".length()).split("-");
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
        }
    }
}
