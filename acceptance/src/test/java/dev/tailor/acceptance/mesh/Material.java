package dev.tailor.acceptance.mesh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Training rows: foreign data as chat rows, where it lies beside the checkout, and the bundled sample. */
final class Material {

    private static final Path FOLDER = Mesh.SHARED.resolve("material");
    private static final JsonMapper JSON = new JsonMapper();

    private Material() {}

    static void assumeItIsHere() {
        assumeTrue(
                Files.isDirectory(FOLDER),
                () -> "Skipped: foreign models and data are not at "
                        + FOLDER.toAbsolutePath().normalize() + "; the same path is tested on the bundled sample");
    }

    /** The first rows of GSM8K: a question and its worked answer. */
    static List<String> gsm8k(int rows) throws IOException {
        try (var lines = Files.lines(FOLDER.resolve("data/gsm8k/train.jsonl"))) {
            return lines.limit(rows)
                    .map(Material::json)
                    .map(Material::questionAndAnswer)
                    .toList();
        }
    }

    /** Every n-th customer message of banking77 with the name of its intent. */
    static List<String> banking77(int every) throws IOException {
        var lines = Files.readAllLines(FOLDER.resolve("data/banking77/train.csv"));
        return IntStream.range(1, lines.size())
                .filter(line -> line % every == 0)
                .mapToObj(lines::get)
                .filter(line -> line.indexOf('"') < 0)
                .map(line -> line.split(",", -1))
                .filter(cells -> cells.length == 2)
                .map(cells -> chat(cells[0], cells[1]))
                .toList();
    }

    /** The first rows of the sample that the project ships, flaws included. */
    static List<String> bundledTickets(int rows) throws IOException {
        try (var lines = Files.lines(Mesh.ROOT.resolve("samples/support/tickets.jsonl"))) {
            return lines.limit(rows).toList();
        }
    }

    private static String questionAndAnswer(JsonNode row) {
        return chat(row.get("question").asText(), row.get("answer").asText());
    }

    private static String chat(String question, String answer) {
        var row = JSON.createObjectNode();
        var messages = row.putArray("messages");
        messages.addObject().put("role", "user").put("content", question);
        messages.addObject().put("role", "assistant").put("content", answer);
        return row.toString();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
