package dev.tailor.model.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailor.model.InvalidModel;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The adapter_config.json of PEFT. */
final class AdapterFiles {

    private static final String NAME = "adapter_config.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private AdapterFiles() {}

    /**
     * What an adapter says of itself.
     *
     * @param dora whether its rows have magnitudes
     */
    record Stored(LoraSettings settings, boolean dora) {}

    static Stored read(Path directory) {
        var file = directory.resolve(NAME);
        try {
            var root = JSON.readTree(Files.readString(file));
            if (!root.path("peft_type").asText("LORA").equals("LORA")) {
                throw new InvalidModel("%s: peft_type is %s; supported: LORA".formatted(file, root.path("peft_type")));
            }
            var settings = new LoraSettings(
                    root.path("r").asInt(),
                    root.path("lora_alpha").asDouble(),
                    root.path("lora_dropout").asDouble(0),
                    names(root, "target_modules"),
                    root.path("use_rslora").asBoolean(false),
                    names(root, "modules_to_save"));
            return new Stored(settings, root.path("use_dora").asBoolean(false));
        } catch (IOException e) {
            throw new InvalidModel("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static List<String> names(JsonNode root, String field) {
        List<String> names = new ArrayList<>();
        root.path(field).forEach(name -> names.add(name.asText()));
        return names;
    }

    static void write(Path directory, ModelConfig config, Stored stored, String base) throws IOException {
        var settings = stored.settings();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("peft_type", "LORA");
        root.put("task_type", "CAUSAL_LM");
        root.put("base_model_name_or_path", base);
        root.put("r", settings.rank());
        root.put("lora_alpha", settings.alpha());
        root.put("lora_dropout", settings.dropout());
        root.put("target_modules", settings.targets().isEmpty() ? config.linearLayers() : settings.targets());
        root.put("use_rslora", settings.rslora());
        root.put("use_dora", stored.dora());
        root.put("bias", "none");
        root.put("fan_in_fan_out", config.architecture().equals("gpt2"));
        root.put("inference_mode", true);
        root.put("modules_to_save", settings.modulesToSave().isEmpty() ? null : settings.modulesToSave());
        Files.writeString(
                directory.resolve(NAME), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }
}
