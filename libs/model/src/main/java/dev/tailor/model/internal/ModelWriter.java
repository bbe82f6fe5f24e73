package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import dev.tailor.model.Method;
import dev.tailor.model.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes what was trained: an adapter in PEFT's layout, or whole weights in Hugging Face's, each with its text side. */
final class ModelWriter {

    private static final Set<String> OTHERS = Set.of(Checkpoints.STATE, Checkpoints.TENSORS, "manifest.json");

    private final TrainingPlan plan;
    private final Decoder decoder;
    private final Map<String, NDArray> learning;

    /**
     * @param learning what was trained, in float32
     */
    ModelWriter(TrainingPlan plan, Decoder decoder, Map<String, NDArray> learning) {
        this.plan = plan;
        this.decoder = decoder;
        this.learning = learning;
    }

    static boolean isModelFile(Path file) {
        return !OTHERS.contains(file.getFileName().toString());
    }

    void write(Path directory) throws IOException {
        ModelFiles.copyText(plan.modelDirectory(), directory);
        var script = decoder.room().script();
        if (plan.settings().method() == Method.FULL) {
            ModelFiles.copyConfiguration(plan.modelDirectory(), directory);
            weights(decoder, decoder.layout(), learning, directory);
        } else {
            var stored = new AdapterFiles.Stored(
                    plan.settings().lora(), plan.settings().method() == Method.DORA);
            AdapterFiles.write(directory, decoder.config(), stored, plan.baseModelName());
            new SafetensorsWriter(script, ElementType.F32).write(directory.resolve(ModelFiles.ADAPTER), learning);
        }
    }

    /** Whole weights in the base's number format and orientation. */
    static void weights(Decoder decoder, Layout layout, Map<String, NDArray> named, Path directory) throws IOException {
        var script = decoder.room().script();
        try (var scope = decoder.room().manager().newSubManager()) {
            Map<String, NDArray> stored = new LinkedHashMap<>();
            for (var weight : layout.weights()) {
                var tensor = Objects.requireNonNull(named.get(weight.name()), weight.name());
                stored.put(weight.name(), weight.turned() ? script.tensor(scope, "turned_over", tensor) : tensor);
            }
            new SafetensorsWriter(script, ElementType.valueOf(decoder.config().dtype()))
                    .write(directory.resolve(ModelFiles.WEIGHTS), stored);
        }
    }
}
