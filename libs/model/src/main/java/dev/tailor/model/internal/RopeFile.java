package dev.tailor.model.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.Rope;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a config.json says of rotary positions: rope_theta and rope_scaling, or rope_parameters of Transformers 5. */
final class RopeFile {

    private static final List<String> TYPES = List.of("default", "linear", "dynamic", "llama3", "yarn");
    private static final String ORIGINAL = "original_max_position_embeddings";
    private static final double THETA = 10_000;

    private final Path file;
    private final JsonNode root;

    RopeFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * @param context the model's longest sequence, which stands for the original one where that is not named
     */
    Rope rope(int context) {
        var node = root.path("rope_scaling").isObject() ? root.path("rope_scaling") : root.path("rope_parameters");
        var type = node.path("rope_type").asText(node.path("type").asText("default"));
        if (!TYPES.contains(type)) {
            throw new InvalidModel("%s: rope type \"%s\" is not supported; supported: %s"
                    .formatted(file, type, String.join(", ", TYPES)));
        }
        Map<String, Double> parameters = new HashMap<>();
        parameters.put(ORIGINAL, (double) context);
        node.properties().forEach(entry -> {
            if (entry.getValue().isNumber() || entry.getValue().isBoolean()) {
                parameters.put(entry.getKey(), entry.getValue().asDouble());
            }
        });
        if (type.equals("yarn")) {
            parameters.putIfAbsent("factor", context / parameters.getOrDefault(ORIGINAL, (double) context));
        }
        if (!type.equals("default") && !(parameters.getOrDefault("factor", 0.0) >= 1)) {
            throw new InvalidModel("%s: rope type \"%s\" needs a factor of at least 1".formatted(file, type));
        }
        double theta = root.path("rope_parameters")
                .path("rope_theta")
                .asDouble(root.path("rope_theta").asDouble(THETA));
        return new Rope(theta, type, parameters);
    }
}
