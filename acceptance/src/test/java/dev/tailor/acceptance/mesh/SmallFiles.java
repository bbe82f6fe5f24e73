package dev.tailor.acceptance.mesh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Small training files, sound but for the flaw that a test asks for, and a base model whose weights are torn. */
record SmallFiles(Path folder) {

    private static final int ROWS = 40;

    Path sound() throws IOException {
        return write(rows(ROWS));
    }

    /** The line, counted from 1, ends in the middle of a string. */
    Path cutOffInLine(int line) throws IOException {
        return withLine(line, "{\"messages\": [{\"role\": \"user\", \"content\": \"cut off");
    }

    Path first(int rows) throws IOException {
        return write(rows(rows));
    }

    /** About 4 MB. */
    Path large(String name) throws IOException {
        return Files.write(folder.resolve(name), rows(30_000));
    }

    Path longInLine(int line, int words) throws IOException {
        return withLine(line, row("lamp ".repeat(words).strip()));
    }

    /** A copy of the bundled base model, of whose weights only the beginning is there. */
    static void tornModel(Path directory) throws IOException {
        var bundled = Mesh.ROOT.resolve("samples/models/tailor-tiny");
        Files.createDirectories(directory);
        for (var name : List.of("tokenizer.json", "tokenizer_config.json", "config.json")) {
            Files.copy(bundled.resolve(name), directory.resolve(name));
        }
        try (var weights = Files.newInputStream(bundled.resolve("model.safetensors"))) {
            Files.write(directory.resolve("model.safetensors"), weights.readNBytes(100_000));
        }
    }

    /** The first 3 MB of an upload's body that promises 9 MB. */
    static byte[] halfAnUpload(int port, String key) {
        var parts = """
                --half
                Content-Disposition: form-data; name="purpose"

                fine-tune
                --half
                Content-Disposition: form-data; name="file"; filename="half.jsonl"

                """;
        var head = "POST /v1/files HTTP/1.1\nHost: 127.0.0.1:" + port + "\nAuthorization: Bearer " + key
                + "\nContent-Type: multipart/form-data; boundary=half\nContent-Length: 9000000\n\n";
        var rows = (row("My lamp is broken.") + "\n").repeat(30_000);
        return ((head + parts).replace("\n", "\r\n") + rows).getBytes(StandardCharsets.UTF_8);
    }

    Path withLine(int line, String content) throws IOException {
        var rows = new ArrayList<>(rows(ROWS));
        rows.set(line - 1, content);
        return write(rows);
    }

    private Path write(List<String> rows) throws IOException {
        return Files.write(folder.resolve("rows.jsonl"), rows);
    }

    private static List<String> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> row("My lamp number " + number + " is broken."))
                .toList();
    }

    private static String row(String question) {
        return "{\"messages\": [{\"role\": \"user\", \"content\": \"" + question
                + "\"}, {\"role\": \"assistant\", \"content\": \"lighting\"}]}";
    }
}
