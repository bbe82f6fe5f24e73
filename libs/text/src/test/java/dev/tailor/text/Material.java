package dev.tailor.text;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Reference material that lies beside the project; tests that need it are skipped where it does not. */
final class Material {

    private Material() {}

    static Path folder(String name) {
        var folder = Path.of(System.getProperty("tailor.shared", "../shared"), "material", "models", name);
        assumeThat(folder)
                .as("Skipped: there is no reference material at %s", folder)
                .exists();
        return folder;
    }

    static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }
}
