package dev.tailor.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** Figures of a real model that were computed elsewhere in float64. */
record Reference(Path directory, JsonNode inference, JsonNode training) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Reference of(String model) throws IOException {
        return new Reference(
                directory(model),
                figures(model),
                JSON.readTree(
                        directory(model).resolve("training_reference.json").toFile()));
    }

    /** Skips the test where it is absent. */
    static Path directory(String model) {
        var directory = Path.of(System.getProperty("tailor.shared", "../../../shared"), "material/models", model);
        Assumptions.assumeTrue(
                Files.isDirectory(directory), () -> directory + " is absent: no real model to compare with");
        return directory;
    }

    static JsonNode figures(String model) throws IOException {
        return JSON.readTree(directory(model).resolve("reference.json").toFile());
    }

    static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    static double[] doubles(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    /** All tokens carry loss but the first. */
    static Example whole(int[] ids) {
        var trained = new boolean[ids.length];
        Arrays.fill(trained, true);
        return new Example(ids, trained);
    }

    /** The row of the training reference. */
    Example row() {
        return whole(ints(training.path("ids")));
    }

    /** The same row where only the answer carries loss. */
    Example masked() {
        var mask = ints(training.path("masked").path("mask"));
        var trained = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            trained[i] = mask[i] == 1;
        }
        return new Example(row().ids(), trained);
    }
}
