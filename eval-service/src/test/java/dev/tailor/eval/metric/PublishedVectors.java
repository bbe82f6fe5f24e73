package dev.tailor.eval.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Published metric values from the shared folder; tests that need them are skipped where it is absent. */
final class PublishedVectors {
    private PublishedVectors() {}

    static JsonNode read(String file) throws IOException {
        var path = Path.of(System.getProperty("tailor.shared", "../shared"), "material", "vectors", file);
        Assumptions.assumeTrue(Files.exists(path), () -> "Skipped: the published values " + path + " are not here");
        return new ObjectMapper().readTree(path.toFile());
    }
}
